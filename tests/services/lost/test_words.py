"""Answers in words to "is it yours?"."""

import pytest

from models.conversations import Message
from services.lost.words import answer
from tests.given.lost import NOW

MINE = ["是我的", "对，是我的！", "就是我的那个", "It's mine", "yes, that's mine", "mine"]
NOT_MINE = [
    "不是我的",
    "不是，我的是蓝色的",
    "not mine",
    "No, mine has a dog on it",
    "it's not mine",
]
NEITHER = ["我的订单到哪了", "who found it?", "好像有点像", "我看看", "x" * 61]


def said(text: str, **data: object) -> str | None:
    return answer(text, Message(data={"lost_match": 7} | data), NOW)


@pytest.mark.parametrize("text", MINE)
def test_mine(text: str) -> None:
    assert said(text) == '/claim_lost{"lost_match": 7}'


@pytest.mark.parametrize("text", NOT_MINE)
def test_not_mine(text: str) -> None:
    assert said(text) == '/disown_lost{"lost_match": 7}'


@pytest.mark.parametrize("text", NEITHER)
def test_anything_else_answers_nothing(text: str) -> None:
    assert said(text) is None


def test_without_a_match_there_is_nothing_to_answer() -> None:
    assert said("是我的", lost_match=None) is None
