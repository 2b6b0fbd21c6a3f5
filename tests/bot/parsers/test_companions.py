"""How many people are said to come, and that nobody drives."""

# ruff: noqa: E501 - word lists read better on one line

import pytest

from bot.components.parsers.companions import find_companions


def counts(text: str) -> list[tuple[str | None, int]]:
    return [(one.role, one.value) for one in find_companions(text) if one.entity == "headcount"]


def has_no_car(text: str) -> bool:
    return any(one.entity == "no_car" for one in find_companions(text))


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("周敏和她助理两个人来", 2),
        ("我三个大学同学来，登记何俊的名字", 3),
        ("明天12点我两个 college friends 过来", 2),
        ("两个 ex-colleagues 过来", 2),
        ("make that two colleagues", 3),
    ],
)
def test_all_who_come_together(text: str, many: int) -> None:
    assert counts(text) == [(None, many)]


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("there will be one more person", 1),
        ("two more guests for the 3pm visit", 2),
        ("another visitor will join him", 1),
        ("+1 人", 1),
        ("+ 2 pax", 2),
        ("bring two helpers", 2),
        ("he comes with three interns", 3),
        ("Two trainees also", 2),
        ("and her assistant, Dev", 1),
        ("随员四名", 4),
        ("随行人员另增三名", 3),
        ("陪同人员两位", 2),
        ("请补充一位陪同人员", 1),
        ("追加两名随员", 2),
        ("會帶兩位助理", 2),
        ("多一位叫阿明的", 1),
        ("他们临时多带一个翻译", 1),
        ("佢話會帶埋個助手", 1),
        ("高翔还会领一位实习生", 1),
        ("他带了个律师", 1),
        ("and his CTO is tagging along", 1),
        ("she is bringing her boss", 1),
        ("he's got 2 students with him", 2),
        ("bringing +1", 1),
    ],
)
def test_who_comes_besides_is_counted_as_more(text: str, many: int) -> None:
    assert counts(text) == [("plus", many)]


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("one person dropped out", 1),
        ("two of them are not coming", 2),
        ("two guests fewer, I mean two fewer guests", 2),
        ("少两位", 2),
    ],
)
def test_who_stays_away_is_counted_as_fewer(text: str, many: int) -> None:
    assert ("minus", many) in counts(text)


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("only three are coming now", 3),
        ("just two of us attending", 2),
        ("so just 一个人", 1),
        ("so one head only", 1),
        ("人数应为五人", 5),
        ("三个变六个人", 6),
        ("三位改四位", 4),
        ("程颖女士等三人", 3),
        ("明远教授一行六人", 6),
        ("仅两人到访", 2),
        ("他独自前来", 1),
    ],
)
def test_how_many_come_in_all(text: str, many: int) -> None:
    assert counts(text) == [(None, many)]


@pytest.mark.parametrize(
    "text",
    [
        "人数三位照旧",
        "2 people as before",
        "three guests unchanged",
        "人数不变",
        "with e at the end",
        "two more lattes please",
        "+1 tomato noodle",
        "再来三份牛肉面",
        "and a fried rice",
    ],
)
def test_what_counts_nobody_is_no_headcount(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "不需车位", "无需停车位", "不用登记车牌", "她不驾车", "乘地铁前来", "搭捷運過來", "坐班车来", "步行过来",
        "no need parking", "no parking", "on foot", "take MRT", "he will take a cab", "by bus",
        "she take grab lah", "doesn't need parking",
    ],
)  # fmt: skip
def test_nobody_drives(text: str) -> None:
    assert has_no_car(text)


@pytest.mark.parametrize(
    "text",
    [
        "需要一个车位",
        "停车场在哪",
        "the bus number is GJ 01 ZT 0045",
        "is there parking",
        "on the table",
    ],
)
def test_a_car_or_a_question_is_not_taken_for_none(text: str) -> None:
    assert not has_no_car(text)
