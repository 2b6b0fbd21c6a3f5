# ruff: noqa: E501 - patterns and word lists read better on one line

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.options import Option, find_options, option_within


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("不要辣", "no_chili"), ("别放辣椒", "no_chili"), ("without chili", "no_chili"), ("not spicy", "no_chili"), ("少饭", "less_rice"),
        ("less rice", "less_rice"), ("加个蛋", "extra_egg"), ("with extra egg", "extra_egg"), ("不要葱", "no_scallion"), ("免蔥", "no_scallion"),
        ("葱还是不要", "no_scallion"), ("饭少点", "less_rice"), ("，饭要少一些", "less_rice"), ("蔥照樣唔要", "no_scallion"),
    ],
)  # fmt: skip
def test_a_known_option_however_it_is_asked_for(text: str, code: str, knowledge: Knowledge) -> None:
    assert [(span.entity, span.value) for span in find_options(text, knowledge.options)] == [
        ("option", code)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "多加香菜",
        "微辣",
        "no cilantro",
        "less ice",
        "extra cheese",
        "不放折耳根",
        "去冰",
        "hold the mayo",
        "不要太咸",
        "走芫荽",
    ],
)
def test_a_free_note(text: str, knowledge: Knowledge) -> None:
    assert [(span.entity, span.value) for span in find_options(text, knowledge.options)] == [
        ("note", text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "米饭不要了",
        "不要可乐了",
        "no rush",
        "no problem",
        "no power",
        "去冰箱",
        "加油",
        "没饭了",
        "more cola",
    ],
)
def test_no_wish(text: str, knowledge: Knowledge) -> None:
    assert find_options(text, knowledge.options) == []


def test_neither_of_the_greens(knowledge: Knowledge) -> None:
    found = [(one.entity, one.value) for one in find_options("两碗走青", knowledge.options)]
    assert found == [("note", "不要香菜"), ("option", "no_scallion")]
    assert find_options("走青椒", knowledge.options) == []


def test_an_allergy_is_marked(knowledge: Knowledge) -> None:
    assert find_options("对花生过敏", knowledge.options)[0].extra == {"allergy": True}


@pytest.mark.parametrize(
    ("text", "code"),
    [("put an egg", "extra_egg"), ("卧个蛋", "extra_egg"), ("spicy", None), ("rice", None)],
)
def test_what_is_put_on_needs_no_word_of_how_much(
    text: str, code: str | None, knowledge: Knowledge
) -> None:
    assert option_within(text, knowledge.options) == code


_DRESSING = Option("apart", ("酱汁分开放", "dressing on the side"))
_PLAIN = Option("no_onion", ("不要洋葱", "no onion"))


@pytest.mark.parametrize(
    "text",
    [
        "dressing 分开放",
        "dressing分开",
        "酱汁 on the side",
        "dressing on the side",
        "dressing 另放",
    ],
)
def test_what_comes_apart_in_two_languages(text: str) -> None:
    [found] = find_options(text, (_DRESSING, _PLAIN))
    assert (found.entity, found.value, found.text) == ("option", "apart", text)


@pytest.mark.parametrize("text", ["onion 分开放", "dressing", "分开放"])
def test_what_no_option_has_apart_is_none(text: str) -> None:
    assert all(one.entity != "option" for one in find_options(text, (_DRESSING, _PLAIN)))
