"""Striking words out of texts, however they are spelled, in time that is linear in the text."""

from collections.abc import Iterable, Iterator
from typing import Any

from services.kit import folding
from services.kit.personal import GONE

_NOISE = frozenset(" .·•・_-\u2010\u2012\u2013\u2014\u2015")
"""Between the signs of a name, a plate or a number, as people write them. Blanks are, too."""
_COUNTRY, _ABROAD = "86", "00"
_SHORTEST = 2
"""Signs. A single one ("的", "a") names nobody; without it no text would be readable."""


class Redaction:
    """Words that are to go. Looks for them as plain strings; it makes no pattern of them."""

    def __init__(self, words: Iterable[str]) -> None:
        folded = {"".join(one for one, _ in _signs(word)) for word in words}
        self._words = sorted(word for word in folded if len(word) >= _SHORTEST)

    def __bool__(self) -> bool:
        return bool(self._words)

    def names(self, text: str) -> bool:
        """Whether any of the words is in it."""
        return next(self._found(text), None) is not None

    def where(self, text: str) -> list[tuple[int, int]]:
        """Where the words begin and end in the text."""
        return sorted(self._found(text))

    def of(self, value: Any) -> Any:
        """A text, or texts anywhere inside JSON, without the words."""
        match value:
            case str():
                return self._text(value)
            case list():
                return [self.of(one) for one in value]
            case dict():
                return {key: self.of(one) for key, one in value.items()}
        return value

    def _text(self, text: str) -> str:
        kept, end = [], 0
        for begins, ends in sorted(self._found(text)):
            if begins >= end:
                kept += [text[end:begins], GONE]
            end = max(end, ends)
        return "".join([*kept, text[end:]])

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in the text."""
        seen = _Text(text)
        for word in self._words:
            if word in seen.folded:
                yield from seen.where(word)


class _Text:
    """A text as it is compared, with the way back to the places in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        signs = list(_signs(text))
        self.folded = "".join(one for one, _ in signs)
        self._at = [at for _, at in signs]
        self._starts: list[int] | None = None

    def where(self, word: str) -> Iterator[tuple[int, int]]:
        """An is not found in Any, nor a number in a longer one but for its country code."""
        if not word[0].isascii():
            at = self.folded.find(word)
            while at >= 0:
                yield self._at[at], self._end(at + len(word))
                at = self.folded.find(word, at + len(word))
            return
        if self._starts is None:
            self._starts = [at for at in range(len(self.folded)) if self._may_start(at)]
        for at in self._starts:
            if self.folded.startswith(word, at):
                end = self._end(at + len(word))
                if not self._is_word_sign(end):
                    yield self._begin(at), end

    def _end(self, after: int) -> int:
        """Where what ends before `after` ends, with the accents and unseen signs that follow."""
        end = self._at[after - 1] + 1
        while end < len(self._text) and not folding.sign(self._text[end]):
            end += 1
        return end

    def _may_start(self, at: int) -> bool:
        return not self._is_word_sign(self._at[at] - 1) or self._has_country(at)

    def _has_country(self, at: int) -> bool:
        return self.folded[max(at - 2, 0) : at] == _COUNTRY

    def _begin(self, at: int) -> int:
        """Where what starts there begins, its country code included: 86, +86 or 0086."""
        if not self._has_country(at):
            return self._at[at]
        at -= len(_COUNTRY)
        if at >= 1 and self.folded[at - 1] == "+":
            at -= 1
        elif self.folded[max(at - 2, 0) : at] == _ABROAD:
            at -= len(_ABROAD)
        return self._at[at]

    def _is_word_sign(self, at: int) -> bool:
        if not 0 <= at < len(self._text):
            return False
        return any(one.isascii() and one.isalnum() for one in folding.sign(self._text[at]))


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """Each sign that counts, as it is compared, and where it stands."""
    for at, written in enumerate(text):
        for one in folding.sign(written):
            if one not in _NOISE and not one.isspace():
                yield one, at
