"""A message that is nothing but a yes."""

import pytest

from bot.components.parsers.yeses import find_yes
from tests.given.yeses import HALF_YESES

YESES = (
    "好的，就这样，谢谢您",
    "對，麻煩下單",
    "啱，落單啦",
    "嗯 order it",
    "yes order",
    "Yes, that's it",
    "All good, place it 👍",
    "ok thanks!",
)
NONE = (
    "谢谢",
    "no thanks",
    "好的，加一份可乐",
    "yes but no ice",
    "不对",
    "order a latte",
    "okra",
    "",
    "，",
)


@pytest.mark.parametrize("text", YESES)
def test_every_word_says_yes_or_is_polite(text: str) -> None:
    assert [(one.entity, one.value) for one in find_yes(text)] == [("yes", True)]


@pytest.mark.parametrize("text", [*NONE, *HALF_YESES], ids=str)
def test_anything_else_beside_it_makes_it_none(text: str) -> None:
    assert find_yes(text) == []


def test_a_long_message_is_not_looked_at() -> None:
    assert find_yes("好，行" * 5_000) == []
