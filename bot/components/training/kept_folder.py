"""What a component learned, kept for the next training: a sentence about umbrellas changes nothing
of what is learned of danger.

`parkline train` names the places by PARKLINE_HEADS and PARKLINE_SHIPPED_HEADS; without them nothing
is kept. The first may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

HEADS, SHIPPED = "PARKLINE_HEADS", "PARKLINE_SHIPPED_HEADS"
_SUMS = "sums.json"


def digest_of(*learned_from: Any) -> str:
    """Of what can be written as JSON, or as its repr()."""
    told = json.dumps(learned_from, default=repr, sort_keys=True)
    return sha256(told.encode(errors="surrogatepass")).hexdigest()


def kept_folder(name: str, digest: str, into: Path, learn: Callable[[Path], None]) -> None:
    """Write to the folder `into` what `learn` writes to the folder that it is given, or what it
    wrote in an earlier training under the same name and digest: of all that it learns from but the
    code, for which the place stands. The last one only is kept, beside what a release has shipped.
    What is damaged is learned again; where nothing can be written, nothing is kept.
    """
    place = os.environ.get(HEADS)
    if not place:
        return learn(into)
    own = Path(place) / name
    for known in (own / digest, Path(os.environ.get(SHIPPED) or place) / name / digest):
        with suppress(OSError, ValueError, AttributeError):
            return _write(into, dict(_whole(known)))
    learn(into)
    with suppress(OSError):
        _keep(into, own, digest)


def _whole(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Raises OSError where there is nothing, ValueError where it is not what was written."""
    for name, digest in json.loads((folder / _SUMS).read_text(encoding="utf-8")).items():
        content = (folder / str(name)).read_bytes()
        if sha256(content).hexdigest() != digest:
            raise ValueError(f"{name} is not what was written")
        yield name, content


def _keep(learned: Path, own: Path, digest: str) -> None:
    files = {one.name: one.read_bytes() for one in learned.iterdir() if one.is_file()}
    sums = {name: sha256(content).hexdigest() for name, content in files.items()}
    shutil.rmtree(own, ignore_errors=True)
    unfinished = own / f"{digest}.unfinished"
    unfinished.mkdir(parents=True)
    _write(unfinished, {**files, _SUMS: json.dumps(sums).encode()})
    unfinished.rename(own / digest)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)
