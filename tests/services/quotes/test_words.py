"""What counts as a yes or a no to a quote, and what does not."""

import pytest

from models.conversations import Message
from services.quotes.words import answer, parse
from tests.given.demo_park import WEDNESDAY_MORNING


@pytest.mark.parametrize(
    "text",
    [
        *("同意报价", "好的，同意报价", "接受这个报价，谢谢", "报价没问题", "按报价修吧"),
        *("那就按报价做吧", "我们同意这份报价单"),
        *("ok go ahead with the quote", "I accept the quote", "accept the quote please"),
        *("the quote is fine, go ahead", "Yes, please go ahead with the estimate"),
    ],
)
def test_a_yes_in_so_many_words(text: str) -> None:
    assert parse(text) is True


@pytest.mark.parametrize(
    "text",
    [
        *("太贵了不修了", "太贵了，算了", "不同意报价", "不接受这个报价，太贵"),
        *("decline the quote", "too expensive, forget it", "That's too much. Never mind"),
    ],
)
def test_a_no_in_so_many_words(text: str) -> None:
    assert parse(text) is False


@pytest.mark.parametrize(
    "text",
    [
        *("同意报价吗", "报价多少", "报价什么时候发？", "太贵了", "不修了", "能便宜点吗", "同意"),
        *("what's in the quote?", "can I accept the quote?", "too expensive", "go ahead"),
        "同意报价" + "，" + "但是" * 40,
    ],
)
def test_a_question_a_doubt_or_something_else_is_neither(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("同意", '/accept_quote{"quote": 7}'),
        ("ok, go ahead", '/accept_quote{"quote": 7}'),
        ("不同意，预算没了", '/decline_quote{"quote": 7, "comment": "预算没了"}'),
        ("太贵了，不修了", '/decline_quote{"quote": 7, "comment": "不修了"}'),
        ("太贵了不修了", '/decline_quote{"quote": 7, "comment": "太贵了不修了"}'),
        ("换个便宜的行吗", None),
    ],
)
def test_as_an_answer_to_the_card_it_stands_for_a_button(text: str, command: str | None) -> None:
    asked = Message(data={"quote": 7, "expects": "confirm", "settles": "quote"})
    assert answer(text, asked, WEDNESDAY_MORNING) == command
