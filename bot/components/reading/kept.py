"""What a training has read and learned, kept for the next: reading every marked line takes most of
it, and seldom has any of them changed.

`parkline train` names the file by PARKLINE_READ_FILE; without it nothing is kept. It may be deleted
at any time.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.components.e5.finetuned import Read
from bot.components.reading.encoder import WIDTH, Reader
from bot.components.reading.model import Model
from bot.components.training.kept_folder import kept_folder

logger = logging.getLogger(__name__)

READ_FILE = "PARKLINE_READ_FILE"
_PLACE = "reading"
_TABLE = "create table if not exists texts (key blob primary key, read blob) without rowid"


class KeptReads:
    """A reader that looks into a file first. Texts are known by their hash and that of the weights.

    A file that is damaged is begun anew, and one that cannot be written is done without.
    """

    def __init__(self, reader: Reader, path: Path, weights: str) -> None:
        self._reader = reader
        self._weights = weights
        self._file = _opened(path)
        self._asked: set[bytes] = set()

    def read(self, text: str) -> Read:
        """Pieces that are not of the text are left out."""
        key = sha256(f"{self._weights}\0{text}".encode(errors="surrogatepass")).digest()
        self._asked.add(key)
        known = self._found(key)
        if known is None:
            known = _of_the_text(self._reader.read(text))
            with suppress(sqlite3.Error):
                self._file.execute("replace into texts values (?, ?)", (key, _packed(known)))
        return known

    def close(self) -> None:
        """Texts that were not asked for are forgotten, so that the file does not grow."""
        with suppress(sqlite3.Error):
            self._file.execute("create temp table asked (key blob primary key)")
            self._file.executemany("insert into asked values (?)", [(key,) for key in self._asked])
            self._file.execute("delete from texts where key not in (select key from asked)")
            self._file.commit()
        self._file.close()

    def _found(self, key: bytes) -> Read | None:
        with suppress(sqlite3.Error, ValueError):
            row = self._file.execute("select read from texts where key = ?", (key,)).fetchone()
            return None if row is None else _unpacked(row[0])
        return None


def _opened(path: Path) -> sqlite3.Connection:
    for attempt in (path, path, Path(":memory:")):
        try:
            return _with_table(attempt)
        except (sqlite3.Error, OSError) as wrong:
            logger.warning("reading.kept_file_dropped: %s", type(wrong).__name__)
            with suppress(OSError):
                attempt.unlink(missing_ok=True)
    raise AssertionError


def _with_table(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        # What is lost with the machine is read again.
        connection.execute("pragma auto_vacuum = full")
        connection.execute("pragma synchronous = off")
        connection.execute(_TABLE)
        connection.execute("select count(*) from texts").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _of_the_text(read: Read) -> Read:
    """Without the marks and the prefix: no token lies in them, and they are a third of it."""
    own = [place for place, (start, end) in enumerate(read.spans) if start < end]
    return Read(read.sentence, read.pieces[own], tuple(read.spans[place] for place in own))


def _packed(read: Read) -> bytes:
    spans = np.array(read.spans, dtype="<i4").reshape(-1, 2)
    rows = np.vstack([read.sentence, read.pieces]).astype("<f4")
    return sha256(spans.tobytes() + rows.tobytes()).digest() + spans.tobytes() + rows.tobytes()


def _unpacked(kept: bytes) -> Read:
    """Raises ValueError where it is damaged."""
    digest, rest = kept[:32], kept[32:]
    if sha256(rest).digest() != digest:
        raise ValueError("a text that was read is not what was written")
    count = (len(rest) - 4 * WIDTH) // (8 + 4 * WIDTH)
    spans = np.frombuffer(rest[: 8 * count], "<i4").reshape(count, 2)
    rows = np.frombuffer(rest[8 * count :], "<f4").reshape(count + 1, WIDTH)
    return Read(rows[0], rows[1:], tuple((int(start), int(end)) for start, end in spans))


class _SentencesAlone:
    """Without the pieces, which are most of what a text takes."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, text: str) -> Read:
        read = self._reader.read(text)
        return Read(read.sentence, read.pieces[:0], ())


@contextmanager
def kept_reads(
    reader: Reader, weights: str, *, sentences: bool = False, name: str = ""
) -> Iterator[Reader]:
    """The reader, with what earlier trainings read where the environment names a file.

    `sentences`: of whole texts alone; they have a file of their own beside it, and so has what is
    read under a `name`, since a file forgets what was not asked for.
    """
    named = os.environ.get(READ_FILE)
    if not named:
        yield reader
        return
    path = Path(named)
    if sentences:
        reader, path = _SentencesAlone(reader), path.with_stem(f"{path.stem}-sentences{name}")
    kept = KeptReads(reader, path, weights)
    try:
        yield kept
    finally:
        kept.close()


def kept_heads(digest: str, learn: Callable[[], Model]) -> Model:
    """What `learn` gives, or gave in an earlier training with the same `digest`."""
    with TemporaryDirectory() as folder:
        kept_folder(_PLACE, digest, Path(folder), lambda into: learn().save(into))
        model = Model.load(Path(folder))
        assert model is not None
        return model
