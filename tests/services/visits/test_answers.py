"""What people type when they are asked whether a visitor may come."""

import pytest

from services.conversations.decisions import parse
from services.visits.answers import command

YES = [
    "同意",
    "批准",
    "可以",
    "好的",
    "行",
    "没问题，谢谢",
    "yes",
    "OK",
    "Approved.",
    "sure, go ahead",
]
NO = ["拒绝", "不同意", "不行", "拒绝，当天有审计", "no", "Deny", "Rejected, we are closed"]
NEITHER = ["谁来？", "好的，两份牛肉面", "no problem?", "明天再说", "ok what time do they come", ""]


@pytest.mark.parametrize("text", YES)
def test_yes(text: str) -> None:
    assert parse(text) is True


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    assert parse(text) is False


@pytest.mark.parametrize("text", [*NEITHER, "同意" * 60])
def test_neither(text: str) -> None:
    assert parse(text) is None
    assert command(text, "V-7K3M9Q") is None


@pytest.mark.parametrize(
    ("text", "button"),
    [
        ("同意", '/approve_visit{"visit_no": "V-7K3M9Q"}'),
        ("拒绝", '/deny_visit{"visit_no": "V-7K3M9Q"}'),
        ("拒绝，当天有审计", '/deny_visit{"visit_no": "V-7K3M9Q", "comment": "当天有审计"}'),
        ("No, we are closed", '/deny_visit{"visit_no": "V-7K3M9Q", "comment": "we are closed"}'),
    ],
)
def test_words_stand_for_a_button_and_a_no_may_say_why(text: str, button: str) -> None:
    assert command(text, "V-7K3M9Q") == button
