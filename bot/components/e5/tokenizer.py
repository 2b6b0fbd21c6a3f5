"""The model's own tokenizer: SentencePiece's unigram model, with offsets into the text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.components.e5.package import Pieces

PREFIX = "query: "
"""What E5 was trained to see in front of a text that is compared with others."""
LONGEST = 192
"""Pieces of a text that are read. Nobody orders lunch in more, and time stays bounded."""
_SPACE = "\u2581"


@dataclass(frozen=True)
class Cut:
    """The pieces of a text between the marks of begin and end.

    `spans` has for each where it stands in the text, [start, end); empty for the marks and for
    what is not of the text.
    """

    pieces: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class Tokenizer:
    """The most probable cut of a text into pieces (Kudo, 2018)."""

    def __init__(self, pieces: Pieces) -> None:
        self._known = {text: place for place, text in enumerate(pieces.texts) if text}
        self._known.pop(pieces.texts[pieces.unknown], None)
        self._scores = array("f", pieces.scores.tolist())
        self._longest = _longest_by_first(self._known)
        self._rewritten = pieces.rewritten
        self._begin, self._end, self._unknown = pieces.begin, pieces.end, pieces.unknown
        # As SentencePiece: a character that no piece holds costs 10 more than the rarest.
        self._strange = float(pieces.scores.min()) - 10.0

    def cut(self, text: str) -> Cut:
        characters, places = self._written(PREFIX + text)
        pieces, bounds = self._best(characters)
        skipped = len(PREFIX)
        spans = [_inside(characters, places, start, end, skipped) for start, end in bounds]
        kept = LONGEST - 2
        return Cut(
            (self._begin, *pieces[:kept], self._end),
            ((0, 0), *spans[:kept], (0, 0)),
        )

    def _written(self, text: str) -> tuple[str, list[int]]:
        """As the model was trained to see it, and where each character stood."""
        characters, places = [_SPACE], [0]
        for place, written in enumerate(text):
            for char in self._rewritten.get(written, written).replace(" ", _SPACE):
                if char == _SPACE and characters[-1] == _SPACE:
                    continue
                characters.append(char)
                places.append(place)
        return "".join(characters), places

    def _best(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        known, scores = self._known, self._scores
        length = len(text)
        best = [0.0] + [float("-inf")] * length
        back = [(0, self._unknown)] * (length + 1)
        for start in range(length):
            so_far = best[start]
            longest = self._longest.get(text[start : start + 2], 1)
            for end in range(start + 1, min(length, start + longest) + 1):
                piece = known.get(text[start:end])
                if piece is not None and so_far + scores[piece] > best[end]:
                    best[end], back[end] = so_far + scores[piece], (start, piece)
            if so_far + self._strange > best[start + 1]:
                best[start + 1] = so_far + self._strange
                back[start + 1] = start, self._unknown
        pieces, bounds, at = [], [], length
        while at > 0:
            start, piece = back[at]
            pieces.append(piece)
            bounds.append((start, at))
            at = start
        return pieces[::-1], bounds[::-1]


def _longest_by_first(pieces: Iterable[str]) -> dict[str, int]:
    """The length of the longest piece that begins with two characters: nothing longer need be
    looked for there."""
    longest: dict[str, int] = {}
    for piece in pieces:
        first = piece[:2]
        if len(piece) > longest.get(first, 1):
            longest[first] = len(piece)
    return longest


def _inside(
    characters: str, places: Sequence[int], start: int, end: int, skipped: int
) -> tuple[int, int]:
    """Where a piece stands in the text, without the space before it."""
    while start < end and characters[start] == _SPACE:
        start += 1
    if start == end or places[start] < skipped:
        return 0, 0
    return places[start] - skipped, places[end - 1] + 1 - skipped
