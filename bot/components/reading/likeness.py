"""Which names words are like, in spelling and in sound. Names are prepared once and compared in
one call: a park may sell ten thousand things."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.components.parsers.catalogue_index import rough, syllable
from bot.components.parsers.normalise import normalise

Owner = TypeVar("Owner", bound="int | str")
Thing = TypeVar("Thing")
Made = TypeVar("Made")

_HEARD = 0.95
"""What likeness in sound is worth where likeness in spelling is 1."""
_FIRST_SYMBOL = 0x100000
"""Of the last private plane of Unicode, whose characters no normalised text has."""


class Names(Generic[Owner]):
    """Names with the one whose names they are. Immutable, so it may be shared."""

    def __init__(self, named: Iterable[tuple[Owner, str]], *, by_sound: bool = True) -> None:
        every = [(owner, normalise(name).text) for owner, name in named]
        self._order = tuple(dict.fromkeys(owner for owner, _ in every))
        self._spelt = _Compared(every)
        # Letters sound as they are spelt, or like nothing in Chinese.
        chinese = [one for one in every if not one[1].isascii()] if by_sound else []
        self._heard = _Compared([(owner, _sound(name)) for owner, name in chinese])

    def like(self, words: str, least: float) -> dict[Owner, float]:
        """Whose best name is at least so much like these normalised words, and how much, from 0 to
        1; in the order of the names."""
        best = self._spelt.like(words, least)
        if not words.isascii():
            for owner, score in self._heard.like(_sound(words), least).items():
                best[owner] = max(best.get(owner, 0.0), _HEARD * score)
        return {owner: best[owner] for owner in self._order if best.get(owner, 0.0) >= least}


class _Compared(Generic[Owner]):
    def __init__(self, named: Iterable[tuple[Owner, str]]) -> None:
        every = list(named)
        self._owners = [owner for owner, _ in every]
        self._texts = [text for _, text in every]

    def like(self, words: str, least: float) -> dict[Owner, float]:
        # What is at the limit to the digit is left to the caller.
        found = process.extract(
            words, self._texts, scorer=OSA.normalized_similarity, score_cutoff=least - 0.01,
            limit=None,
        )  # fmt: skip
        best: dict[Owner, float] = {}
        for _, score, place in found:
            owner = self._owners[place]
            best[owner] = max(best.get(owner, 0.0), float(score))
        return best


class Latest(Generic[Thing, Made]):
    """What is made of a thing, kept until it is asked for that of another: a bot has one version of
    its park's data at a time."""

    def __init__(self, make: Callable[[Thing], Made]) -> None:
        self._make = make
        self._kept: tuple[Thing, Made] | None = None

    def of(self, thing: Thing) -> Made:
        kept = self._kept
        if kept is None or kept[0] is not thing:
            self._kept = kept = (thing, self._make(thing))
        return kept[1]


def _sound(text: str) -> str:
    """A character for each syllable, alike for those that are confused."""
    return "".join(_symbol(rough(syllable(char))) for char in text if char != " ")


_symbols: dict[str, str] = {}
_symbols_lock = Lock()


@lru_cache(maxsize=8192)
def _symbol(sound: str) -> str:
    if len(sound) == 1:
        return sound
    with _symbols_lock:
        return _symbols.setdefault(sound, chr(_FIRST_SYMBOL + len(_symbols)))
