"""Items of one kind, by how their names end: the other batteries, the other tape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .catalogue_index import WORD, CatalogueItem, stem
from .normalise import normalise

_MOST = 8
"""What more things are called by says nothing of which is meant."""
_SIGNS = 2
"""Of a Chinese name, its end."""


def kin_of(items: Sequence[CatalogueItem]) -> Mapping[int, tuple[int, ...]]:
    """By item, the others whose own names end alike in one of the languages."""
    by_end: dict[str, list[int]] = {}
    for item in items:
        for end in _ends(item):
            by_end.setdefault(end, []).append(item.id)
    found: dict[int, dict[int, None]] = {}
    for ids in by_end.values():
        for one in ids:
            found.setdefault(one, {}).update((other, None) for other in ids if other != one)
    return {item: tuple(others) for item, others in found.items() if 0 < len(others) <= _MOST}


def _ends(item: CatalogueItem) -> Iterator[str]:
    seen = set[bool]()
    for name in item.names:
        text = normalise(name).text.replace(" of ", " ")
        chinese, words = not text.isascii(), WORD.findall(text)
        if chinese not in seen and chinese:
            yield text.replace(" ", "")[-_SIGNS:]
        elif chinese not in seen and words:
            yield stem(words[-1])
        seen.add(chinese)
