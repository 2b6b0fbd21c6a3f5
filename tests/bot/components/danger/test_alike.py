"""How much sentences are like each other is the sum of two products, however it is computed."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.components.danger import alike as module
from bot.components.danger.alike import alike
from bot.components.danger.features import Numbers
from bot.components.danger.model import likeness

CHANCE = np.random.default_rng(5)


def drawn(count: int) -> tuple[Numbers, csr_matrix]:
    sounds = CHANCE.standard_normal((count, 512)).astype(np.float32)
    sounds /= np.linalg.norm(sounds, axis=1, keepdims=True)
    shares = np.linspace(0.01, 0.9, 40)
    held = CHANCE.random((count, 40)) < shares
    return sounds, csr_matrix(held * CHANCE.random((count, 40))).astype(np.float32)


@pytest.mark.parametrize("count", [1, 16, 50])
@pytest.mark.parametrize("common", [0, 20, 1000])
def test_blocks_and_common_n_grams_come_to_the_plain_sum(
    count: int, common: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BLOCK", 16)
    monkeypatch.setattr(module, "_COMMON", common)
    sounds, signs = drawn(count)
    plain = likeness(sounds @ sounds.T) + (signs @ signs.T).toarray()
    found = alike(sounds, signs)
    assert np.allclose(found, plain, atol=1e-5)
    assert np.allclose(found, found.T, atol=1e-5)
