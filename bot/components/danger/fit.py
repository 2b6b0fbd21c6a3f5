"""What the machines made of the lines, kept for the next training and shipped with a release.

It is small beside the model: how much each line says, what the reader's encoder makes of those that
have a say in the second opinion, and how scores become probabilities. What else is heard of the
lines a training makes anew, which takes seconds; fitting machines for each group of writers, to
calibrate on those that they have not read, takes most of it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.components.danger.compared import Compared
from bot.components.danger.data import Line
from bot.components.danger.features import Numbers
from bot.components.danger.model import SECONDED
from bot.components.e5.finetuned import Manifest
from bot.components.training.kept_folder import HEADS

logger = logging.getLogger(__name__)

Marks = NDArray[np.uint64]

FEW = 0.1
"""Share of the lines that may be other ones for a calibration still to hold."""
SHIPPED = "PARKLINE_SHIPPED_DANGER"
"""Names the folder of the fit that a release ships."""
_PLACE, _FILE = "danger", "fit.npz"
_CODE = (
    "danger/alike.py", "danger/compared.py", "danger/features.py", "danger/known.py",
    "danger/learning.py", "danger/model.py", "danger/second_opinion.py", "e5/finetuned.py",
    "e5/package.py", "e5/tokenizer.py", "encoder.py", "ngram_featurizer.py", "onnx_graph.py",
    "parsers/normalise.py", "use.py",
)  # fmt: skip
"""What a fit depends on, of the code: how lines are heard, and how they are learned. The rest may
change without a new one."""


@dataclass(frozen=True)
class Fit:
    """Of the lines of one training. `maker` is the code and the reader's encoder that made it."""

    lines: Marks
    """A number for each line, by its place: its hash."""
    calibrated: Marks
    """The same of the lines that it was calibrated with, in no order."""
    maker: str
    shares: Numbers
    """How much each line says for danger, or against it below 0; a column for each machine, and one
    for the second opinion."""
    biases: Numbers
    meant: Compared
    """The meanings of the lines that the second opinion compares with."""
    slope: float
    shift: float

    @property
    def seconded(self) -> NDArray[np.intp]:
        """Places of the lines that the second opinion compares with."""
        return np.flatnonzero(self.shares[:, SECONDED])

    def knows(self, lines: Marks) -> NDArray[np.bool_]:
        """Which of these it was made of."""
        return np.isin(lines, self.lines)

    def hears(self, lines: Marks) -> NDArray[np.bool_]:
        """Which of these say something."""
        return np.isin(lines, self.lines[self.shares.any(axis=1)])

    def meanings(self) -> dict[int, Numbers]:
        """By the marks of the lines that the second opinion compares with."""
        return dict(zip(self.lines[self.seconded].tolist(), self.meant.vectors(), strict=True))

    def is_of(self, lines: Sequence[Line], maker: str) -> bool:
        """Whether these very lines would be fitted as they were."""
        return self.maker == maker and np.array_equal(self.lines, marks(lines))

    def calibrates(self, lines: Sequence[Line], maker: str) -> bool:
        """Whether so few of these lines are others that slope and shift are as good as anew."""
        changed = len(np.setxor1d(self.calibrated, marks(lines)))
        return self.maker == maker and changed <= FEW * len(self.calibrated)

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / _FILE, lines=self.lines, calibrated=self.calibrated,
            maker=np.array(self.maker), shares=self.shares, biases=self.biases,
            platt=np.array([self.slope, self.shift]), **self.meant.arrays("meant"),
        )  # fmt: skip

    @classmethod
    def load(cls, folder: Path) -> Fit:
        """Raises OSError, ValueError, KeyError, EOFError or BadZipFile where none is whole."""
        with np.load(folder / _FILE, allow_pickle=False) as kept:
            slope, shift = kept["platt"].tolist()
            return cls(
                lines=kept["lines"], calibrated=kept["calibrated"], maker=str(kept["maker"]),
                shares=kept["shares"], biases=kept["biases"], slope=slope, shift=shift,
                meant=Compared.kept(kept, "meant"),
            )  # fmt: skip


def maker(*, seconded: bool) -> str:
    """Of a fit that is made now; `seconded`: with the reader's opinion."""
    return f"{_code()} {Manifest.read().sha256 if seconded else ''}"


@lru_cache(maxsize=1)
def _code() -> str:
    folder = Path(__file__).parents[1]
    return sha256(b"\0".join((folder / one).read_bytes() for one in _CODE)).hexdigest()


def marks(lines: Sequence[Line]) -> Marks:
    """The hash of each line, with all that is learned of it."""
    told = [repr((one.text, one.critical, one.kind, one.writer)) for one in lines]
    digests = b"".join(sha256(one.encode(errors="surrogatepass")).digest()[:8] for one in told)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def known_fits() -> Iterator[Fit]:
    """What a release shipped, then what the last training kept. A file that is damaged counts as
    none."""
    shipped, kept = os.environ.get(SHIPPED), os.environ.get(HEADS)
    for folder in (shipped and Path(shipped), kept and Path(kept) / _PLACE):
        if folder:
            with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):
                yield Fit.load(folder)


def keep(fit: Fit) -> None:
    """For the next training, where the environment names a place; one that cannot be written is
    done without."""
    place = os.environ.get(HEADS)
    if not place:
        return
    folder = Path(place) / _PLACE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fit.save(folder)
    except OSError as wrong:
        logger.warning("danger.fit_not_kept: %s", type(wrong).__name__)
