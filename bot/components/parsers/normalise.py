"""One form of a message to match on, with a way back to what was written."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

import opencc

from .spans import Span

#: Longer messages are read this far: what a tenant wants stands in front, and time stays bounded.
MAX_CHARACTERS = 1000

_T2S = opencc.OpenCC("t2s")
_T2S_FILES = ("TSPhrases.txt", "TSCharacters.txt")
_T2S_LOCK = Lock()
#: opencc walks a tree by recursion, so it is fed short pieces.
_T2S_PIECE = 100
_FOLDED = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "✕": "x",
    "✖": "x",
    "╳": "x",
    "½": "半",
    "〇": "零",
    "⁄": "/",
}
# What dictation writes down while a person thinks. 那个 and 然后 alone may mean something.
_FILLERS = re.compile(
    r"(?:[嗯呃额喂]{1,8}(?:那个)+|(?:那个){2,}|就是说|然后[嗯呃]+|[嗯呃]+)[,。.…、]*"
    r"|\b(?:u+m+|u+h+m?|e+r+m?|hmm+)\b[,.…]*\s?(?:like\b\s?)?",
    re.ASCII,
)
_NOTHING_SAID = re.compile(r"[\s\W呢啊呀哈哦啦吧嘛]*")
_NUMERALS = frozenset("零一二两三四五六七八九十百千")


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` is NFKC, simplified, lower case, without marks, emoji, fillers and repetitions; `original` is what was written."""

    original: str
    text: str
    _places: tuple[int, ...] = field(repr=False)
    """Of which of the original's characters each of `text` is made."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original. Raises ValueError for an empty or outside stretch."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(
                f"[{start}, {end}) is not inside a text of {len(self.text)} characters"
            )
        return self._places[start], self._places[end - 1] + 1

    def position(self, offset: int) -> int:
        """Where the original's character at `offset` (or what follows it) stands in `text`."""
        return bisect_left(self._places, offset)

    def span(self, entity: str, start: int, end: int, value: Any, **more: Any) -> Span:
        """A Span for `text[start:end]`, placed in the original."""
        first, last = self.origin(start, end)
        return Span(entity, first, last, self.original[first:last], value, **more)


def normalise(text: str | Normalised) -> Normalised:
    """Normalise the first MAX_CHARACTERS characters; what is normalised already passes through."""
    return text if isinstance(text, Normalised) else _normalised(text)


@lru_cache(maxsize=512)
def _normalised(text: str) -> Normalised:
    """Remembered, for the finders of one message ask for the same text over and over."""
    characters, places = _folded(text[:MAX_CHARACTERS])
    plain = _as_dictated(_simplified("".join(characters)))
    if _FILLERS.search(plain) is None:
        return Normalised(text, plain, tuple(places))
    said = _without_fillers(plain)
    return Normalised(text, "".join(plain[at] for at in said), tuple(places[at] for at in said))


_SPOKEN_ROOM = re.compile(
    r"(?<=[楼层座栋])[零一二三四五六七八九幺]{3,4}(?![零一二两三四五六七八九十百千份个杯碗])"
)
_SPOKEN = str.maketrans("零一二三四五六七八九幺", "01234567891")
_MISHEARD = {"空条": "空调", "诶座": "a座", "欸座": "a座"}


def _as_dictated(text: str) -> str:
    """Rooms that are spelled out digit by digit, and what dictation mishears; as long as before."""
    text = _SPOKEN_ROOM.sub(lambda found: found[0].translate(_SPOKEN), text)
    for wrong, right in _MISHEARD.items():
        text = text.replace(wrong, right)
    return text


def _without_fillers(text: str) -> list[int]:
    """Places of the characters that say something; all of them where fillers are all that is said."""
    thinking = {place for m in _FILLERS.finditer(text) for place in range(*m.span())}
    said = [place for place in range(len(text)) if place not in thinking]
    if _NOTHING_SAID.fullmatch("".join(text[place] for place in said)):
        return list(range(len(text)))
    return said


def _folded(text: str) -> tuple[list[str], list[int]]:
    """The characters, folded, and the place of each in `text`: spaces and punctuation once, letters
    and characters at most twice, digits and numerals as they are. No more than MAX_CHARACTERS."""
    characters, places = [], []
    previous, run = "", 0
    for place, written in enumerate(text):
        for char, longest in _fold(written):
            run = run + 1 if char == previous else 1
            previous = char
            if run <= longest:
                characters.append(char)
                places.append(place)
    return characters[:MAX_CHARACTERS], places[:MAX_CHARACTERS]


@lru_cache(maxsize=8192)
def _fold(char: str) -> tuple[tuple[str, int], ...]:
    """What it is made of, and how often each may stand in a row."""
    parts = _FOLDED.get(char) or "".join(map(_fold_compatible, unicodedata.normalize("NFKC", char)))
    return tuple((part, _longest_run(part)) for part in parts)


def _fold_compatible(char: str) -> str:
    if char in _FOLDED:
        return _FOLDED[char]
    category = unicodedata.category(char)
    if char.isspace() or category in ("So", "Sk", "Cs", "Cn", "Co"):
        return " "
    if category in ("Mn", "Me", "Cf", "Cc"):
        return ""
    if "\u00c0" <= char < "\u0250" or "\u1e00" <= char < "\u1f00":
        char = unicodedata.normalize("NFKD", char)[0]
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


def _longest_run(char: str) -> int:
    if char.isdigit() or char in _NUMERALS:
        return MAX_CHARACTERS
    if char == "a":
        return 3  # AAA batteries are no AA batteries.
    return 2 if char.isalpha() else 1


def _simplified(text: str) -> str:
    if text.isascii() or _traditional().isdisjoint(text):
        return text
    with _T2S_LOCK:
        pieces = [_convert(text[at : at + _T2S_PIECE]) for at in range(0, len(text), _T2S_PIECE)]
    return "".join(pieces)


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    """Characters that a conversion changes, alone or in a phrase: without any of them nothing is
    converted, and most messages have none."""
    folder = files(opencc) / "dictionary"
    return frozenset(
        char for name in _T2S_FILES for char in _changed((folder / name).read_text("utf-8"))
    )


def _changed(dictionary: str) -> Iterator[str]:
    for line in dictionary.splitlines():
        old, new = line.split("\t")
        new = new.split(" ")[0]
        same_length = len(old) == len(new)
        yield from (char for at, char in enumerate(old) if not same_length or char != new[at])


def _convert(piece: str) -> str:
    converted = str(_T2S.convert(piece))
    if len(converted) == len(piece):
        return converted
    # Offsets rest on one character for one: a phrase that changes length is converted character by character.
    single = [str(_T2S.convert(char)) for char in piece]
    return "".join(new if len(new) == 1 else old for new, old in zip(single, piece, strict=True))
