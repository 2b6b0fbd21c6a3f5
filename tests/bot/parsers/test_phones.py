"""Telephone numbers: Chinese ones by their form, others by the words around them."""

# ruff: noqa: E501 - word lists read better on one line

import pytest

from bot.components.parsers.phones import find_phones, told_phone


def phones(text: str) -> list[str]:
    return [one.value for one in find_phones(text)]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("麻烦下午来看看，找我81567723", "81567723"),
        ("please check asap. Call 9123 8845", "91238845"),
        ("my number is 97411 20056", "9741120056"),
        ("reception desk should call me at 98450 22117", "9845022117"),
        ("contact +65 9123 8845 please", "6591238845"),
        ("his mobile: +44 7700 900123", "447700900123"),
        ("聯絡電話 6744 2090", "67442090"),
        ("tel 021 6744 2090", "02167442090"),
        ("text her on 415-555-0133", "4155550133"),
        ("联系人电话13801155920", "13801155920"),
        ("phone 138 0013 8000", "13800138000"),
    ],
)
def test_a_number_is_read_where_its_form_or_a_word_says_that_it_is_one(
    text: str, digits: str
) -> None:
    assert phones(text) == [digits]


@pytest.mark.parametrize(
    "text",
    [
        "order 12345678", "call off 20 lattes", "打印 10000000 份", "联系人张三，12份", "call before 1230",
        "room 1205, line 3", "reach level 12 at 11:45", "号码牌 20 个", "2026-12-01 10:15",
    ],
)  # fmt: skip
def test_other_numbers_are_no_phone(text: str) -> None:
    assert phones(text) == []


@pytest.mark.parametrize(
    ("words", "digits"),
    [("9900 41823", "990041823"), ("6744 2090", "67442090"), ("402", None), ("my desk", None)],
)
def test_words_that_are_known_to_be_one_need_no_form(words: str, digits: str | None) -> None:
    assert told_phone(words) == digits
