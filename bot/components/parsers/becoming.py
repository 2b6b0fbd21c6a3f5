"""Some of those that are there become another thing: "one of them should be a mocha"."""

# ruff: noqa: E501 - patterns read better on one line

from __future__ import annotations

import re
from dataclasses import replace

from .normalise import Normalised
from .numbers import ENGLISH, to_int
from .tokens import Token, insert, overlapping, token

_NUMBER = rf"(?:\d{{1,2}}|{ENGLISH})"
_MODAL = r"(?:should|shall|must|ought to|needs? to|has to|have to|can|could|may|might|will|would|had better|was to|were to|is to|are to)"
_IS = rf"(?:(?:is|are|was|were) (?:actually |really )?(?:meant|supposed|intended|going) to (?:be|have been)|{_MODAL} (?:actually |really |rather |please |better )?(?:be|have been|become)|becomes?|(?:in)?to|turns? into|(?:to )?(?:be|become))"
_THEM = rf"(?:them|these|those|(?:the|those|these|my|our) (?:{_NUMBER}|lot))"
_SOME = re.compile(
    rf"(?P<made>\b(?:make|turn|change|switch|let) )?(?<![\w-])(?P<many>{_NUMBER}) of (?:(?P<them>{_THEM})|(?:the|those|these|my|our) (?:{_NUMBER} )?(?P<name>[a-z][a-z' -]{{2,40}}?))(?P<is> {_IS})?(?: (?:an?|the))? $",
    re.ASCII,
)
_OUT_OF = re.compile(
    rf"\b(?:out )?of (?P<them>{_THEM}|both),? (?P<made>make )?(?P<many>{_NUMBER})(?P<is> {_IS})?(?: (?:an?|the))? $",
    re.ASCII,
)
IS_TO_BE = re.compile(
    rf"(?<![\w-]){_NUMBER} (?:of [a-z' \d-]{{2,44}} )?{_MODAL} (?:be|have been|become) (?:an? |the )?$",
    re.ASCII,
)
"""Before what some of those that are there are to be."""


def mark_becoming(tokens: list[Token], message: Normalised) -> None:
    """Gives what comes the role replacement, and what it comes for the role replaced: its name, or
    the words that point at it as a `line_ref` that says nothing more. Of both it is told how many."""
    for item in [one for one in tokens if one.span.entity == "item" and one.role is None]:
        found = _found(item, message)
        if found is not None:
            _mark(item, found, tokens, message)


def _found(item: Token, message: Normalised) -> re.Match[str] | None:
    for pattern in (_SOME, _OUT_OF):
        found = pattern.search(message.text, 0, item.start)
        if found is not None and (found["made"] or found["is"]):
            return found
    return None


def _mark(item: Token, found: re.Match[str], tokens: list[Token], message: Normalised) -> None:
    named = _named(found, tokens)
    many = to_int(found["many"])
    if many is None or (found["them"] is None and named is None):
        return
    inside = [
        one
        for one in tokens
        if found.start() <= one.start < item.start and one is not named
        and one.span.entity in ("quantity", "line_ref") and not _counts_what_comes(one, found, many)
    ]  # fmt: skip
    tokens[:] = [one for one in tokens if not any(one is each for each in inside)]
    start, end = found.span("many")
    if named is None:
        ref = message.span("line_ref", *found.span("them"), {})
        named = token(message, ref)
        if overlapping(tokens, named.start, named.end):
            return
        insert(tokens, named)
    count = message.span("quantity", start, end, many, extra={"unit": None, "becomes": True})
    insert(tokens, token(message, count))
    named.role, item.role = "replaced", "replacement"
    item.span = replace(item.span, extra={**item.span.extra, "becomes": True})


def _counts_what_comes(one: Token, found: re.Match[str], many: int) -> bool:
    """The "a" of "one of them a mocha", which says nothing else."""
    counts = one.span.entity == "quantity" and one.start >= found.end("many")
    return counts and one.span.value == many


def _named(found: re.Match[str], tokens: list[Token]) -> Token | None:
    if found["them"] is not None:
        return None
    start, end = found.span("name")
    return next(
        (
            one
            for one in tokens
            if one.span.entity == "item" and start <= one.start and one.end == end
        ),
        None,
    )


def settle_becoming(tokens: list[Token]) -> None:
    """How many of them is of what goes. After items have their groups."""
    for count in [one for one in tokens if one.counts_items and one.span.extra.get("becomes")]:
        item = next(
            (o for o in tokens if o.start > count.start and o.span.extra.get("becomes")), None
        )
        goes = [o for o in tokens if item and o.start < item.start and o.role == "replaced"]
        if goes:
            count.role, count.groups = "part", goes[-1].groups
