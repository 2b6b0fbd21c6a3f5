"""What was heard in a message otherwise than rules found it, for rules to read it once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .spans import Span
from .tokens import Token

_OF_EDITS = frozenset(
    {"remove", "replaced", "replacement", "keep", "only", "except", "restore", "set", "subtract"}
)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Places are those of the message as it was written."""

    nameless: tuple[tuple[int, int], ...] = ()
    """Stretches [start, end) in which rules found the name of something for sale, and none is."""
    timeless: tuple[tuple[int, int], ...] = ()
    """Those in which rules found a time, and none is."""
    found: tuple[Span, ...] = ()
    """Names, numbers and wishes that rules did not find."""
    is_plain: bool = False
    """Whether nothing is taken away or changed: lines are only put in."""

    def __bool__(self) -> bool:
        return bool(self.nameless or self.timeless or self.found or self.is_plain)

    def names(self, spans: Iterable[Span]) -> list[Span]:
        """The items without those in which nothing is named."""
        return [one for one in spans if not _lies_in(one, self.nameless)]

    def times(self, spans: Iterable[Span]) -> list[Span]:
        return [one for one in spans if not _lies_in(one, self.timeless)]

    def named(self, tokens: list[Token]) -> list[Token]:
        """Without unknown items in which nothing is named."""
        return [
            one
            for one in tokens
            if one.span.entity != "item"
            or one.span in self.found
            or not _lies_in(one.span, self.nameless)
        ]

    def settle_roles(self, tokens: Sequence[Token]) -> None:
        """Takes away the roles of edits where nothing is edited: "one noodles, less spicy"."""
        for one in tokens if self.is_plain else ():
            if one.role == "set" and _counts_anew(one, tokens):
                continue
            if one.role in _OF_EDITS and (one.is_item or one.counts_items):
                one.role = None
                one.span = replace(one.span, role=None)


def _counts_anew(count: Token, tokens: Sequence[Token]) -> bool:
    """ "两包薯片，薯片一包就够了": whether the item beside it is named and counted before."""
    named = [one for one in tokens if one.is_item and one.end <= count.start]
    again = [one for one in named[:-1] if one.span.value == named[-1].span.value]
    return bool(again) and named[-1].span.value is not None


def _lies_in(span: Span, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in stretches)


NOTHING_HEARD = Hearing()
