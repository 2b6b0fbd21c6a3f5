"""Sentences that a text is compared with are kept as integers of 8 bits."""

from pathlib import Path

import numpy as np

from bot.components.danger.compared import Compared
from bot.components.danger.features import Numbers


def unit(count: int, seed: int) -> Numbers:
    drawn = np.random.default_rng(seed).standard_normal((count, 512)).astype(np.float32)
    found: Numbers = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return found


KNOWN = unit(300, 1)


def test_cosines_are_off_by_less_than_a_hundredth() -> None:
    others = np.concatenate([unit(4, 2), KNOWN[:3]])
    found = Compared.of(KNOWN).cosines(others)
    assert found.shape == (7, 300)
    assert 0 < np.abs(found - others @ KNOWN.T).max() < 0.01


def test_they_are_the_same_when_kept(tmp_path: Path) -> None:
    compared = Compared.of(KNOWN)
    np.savez(tmp_path / "kept.npz", **compared.arrays("known"))
    with np.load(tmp_path / "kept.npz") as arrays:
        again = Compared.kept(arrays, "known")
    assert (again.cosines(KNOWN) == compared.cosines(KNOWN)).all()
    assert len(again) == 300


def test_nothing_is_compared_with_nobody() -> None:
    assert Compared.of(KNOWN[:0]).cosines(KNOWN[:2]).shape == (2, 0)
