"""What rules found in the sentences that are learned, kept for the next training.

An operator changes a few sentences of ten thousand; looking through all of them took a quarter of
a training. The folders that `parkline train` names stand for the code and the catalogue; in the
second is what a release ships.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from bot.components.beside import spread
from bot.components.training.kept_folder import HEADS, SHIPPED

Found = tuple[list[tuple[str, int, int]], str]
"""Where what stands in a sentence, and the sentence with it masked."""
FILE = "ruled.json.gz"


def of_each(texts: Sequence[str], find: Callable[[str], Found]) -> list[Found]:
    """What `find` gives for each text, or gave in an earlier training. A file that is damaged
    counts as none, and one that cannot be written is done without."""
    place = os.environ.get(HEADS)
    if not place:
        return spread(find, texts)
    path = Path(place) / FILE
    before = _read(path) or _read(Path(os.environ.get(SHIPPED) or place) / FILE)
    new = [text for text in dict.fromkeys(texts) if text not in before]
    found = before | dict(zip(new, spread(find, new), strict=True))
    told = {text: found[text] for text in texts}
    if told.keys() != before.keys():
        with suppress(OSError):
            _write(path, told)
    return [found[text] for text in texts]


def _read(path: Path) -> dict[str, Found]:
    with suppress(OSError, EOFError, zlib.error, ValueError, TypeError, AttributeError):
        told = json.loads(gzip.decompress(path.read_bytes()))
        return {
            str(text): ([(str(name), int(a), int(b)) for name, a, b in places], str(masked))
            for text, (places, masked) in told.items()
        }
    return {}


def _write(path: Path, told: dict[str, Found]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(gzip.compress(json.dumps(told).encode(), mtime=0))
    unfinished.replace(path)
