"""Names of a park's own rows, found in a message as plain strings: no pattern is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where `name` stands in `text`, both normalised; an English one as whole words alone."""
    if not name:
        return
    bounded, at = name.isascii(), text.find(name)
    while at >= 0:
        end = at + len(name)
        if not bounded or not (_is_word(text, at - 1) or _is_word(text, end)):
            yield at, end
            at = text.find(name, end)
        else:
            at = text.find(name, at + 1)


def longest_places(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where any of them stands, from left to right: of those that begin at one place the longest,
    and none that overlaps an earlier one."""
    found = sorted((start, -end) for name in names for start, end in places(text, name))
    last = 0
    for start, end in found:
        if start >= last:
            yield start, -end
            last = -end


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at] in _WORD
