"""What rules found in the sentences that are learned, kept for the next training.

An operator changes a few sentences of ten thousand; looking through all of them took a quarter of
a training. The folder that `parkline train` names stands for the code and the catalogue.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from bot.components.beside import spread
from bot.components.training.kept_folder import HEADS

Found = tuple[list[tuple[str, int, int]], str]
"""Where what stands in a sentence, and the sentence with it masked."""
_FILE = "ruled.json"


def of_each(texts: Sequence[str], find: Callable[[str], Found]) -> list[Found]:
    """What `find` gives for each text, or gave in an earlier training. A file that is damaged
    counts as none, and one that cannot be written is done without."""
    place = os.environ.get(HEADS)
    if not place:
        return spread(find, texts)
    path = Path(place) / _FILE
    before = _read(path)
    new = [text for text in dict.fromkeys(texts) if text not in before]
    found = before | dict(zip(new, spread(find, new), strict=True))
    told = {text: found[text] for text in texts}
    if told.keys() != before.keys():
        with suppress(OSError):
            _write(path, told)
    return [found[text] for text in texts]


def _read(path: Path) -> dict[str, Found]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        told = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(text): ([(str(name), int(a), int(b)) for name, a, b in places], str(masked))
            for text, (places, masked) in told.items()
        }
    return {}


def _write(path: Path, told: dict[str, Found]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(told), encoding="utf-8")
    unfinished.replace(path)
