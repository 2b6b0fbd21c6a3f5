"""A general word, and behind it what says which: "one egg, the tea one" is a tea egg."""

# ruff: noqa: E501 - patterns read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator

from .catalogue import Catalogue
from .normalise import Normalised, normalise
from .spans import Span

_EN = re.compile(
    r"(?P<x>\b[a-z]+(?: [a-z]+)?), (?:the )?(?P<y>[a-z][a-z-]+(?: [a-z-]+)?) (?:ones?|kind|type|sort)\b",
    re.ASCII,
)
_ZH = re.compile(
    r"(?P<x>[\u4e00-\u9fff]{1,6})[,，]\s?(?:要)?(?P<y>[\u4e00-\u9fff]{1,4}?)的?(?:那种|那款|那个|那样|嗰款)"
)
_WHOLE = ("exact", "alias")


def find_narrowed(message: Normalised, catalogue: Catalogue) -> Iterator[Span]:
    """Entity `item` over both, where together they are what something for sale is called, and the
    general word alone means none of them."""
    for match in _EN.finditer(message.text):
        words = match["x"].split()
        for many in range(1, len(words) + 1):
            x = " ".join(words[-many:])
            ways = {f"{match['y']} {x}", f"{match['y']} {x.removesuffix('s')}"}
            yield from _named(message, match, len(x), ways, catalogue)
    for match in _ZH.finditer(message.text):
        for many in range(1, len(match["x"]) + 1):
            yield from _named(message, match, many, {match["y"] + match["x"][-many:]}, catalogue)


def _named(
    message: Normalised, match: re.Match[str], many: int, ways: set[str], catalogue: Catalogue
) -> Iterator[Span]:
    start = match.end("x") - many
    if _is_whole(match["x"][-many:], catalogue) is not None:
        return
    for way in sorted(ways):
        if (found := _is_whole(way, catalogue)) is not None:
            yield message.span("item", start, match.end(), found.value, extra=dict(found.extra))
            return


def _is_whole(words: str, catalogue: Catalogue) -> Span | None:
    """What is called just so."""
    found = catalogue.find(normalise(words))
    one = found[0] if len(found) == 1 else None
    called = one is not None and one.value is not None and one.extra.get("how") in _WHOLE
    return one if called and one is not None and one.text.casefold() == words else None
