"""Words that say how the rest of a message is meant."""

import pytest

from bot.components.parsers.companions import find_companions
from bot.components.parsers.manners import find_manners
from bot.components.parsers.remarks import find_remarks


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("又走了俩，一个吃饭的一个吃面的", "leaves"),
        ("小陈请假了", "leaves"),
        ("two of them had to leave", "leaves"),
        ("register them separately please", "separately"),
        ("两位分别登记", "separately"),
        ("two issues in C-302", "several"),
        ("报两件事", "several"),
        ("挪到同一周的周五", "its_week"),
        ("Thursday of the same week", "its_week"),
        ("the rolls can't", "stays_out"),
        ("no, leave the masks", "after_all"),
        ("those stay at their original number", "as_counted"),
        ("鸡蛋还按原来的份数", "as_counted"),
        ("再加到刚才那单一份米饭", "into_it"),
        ("刚才那单再加一份米饭", "into_it"),
        ("加进去吧", "into_it"),
        ("add a cola to my order", "into_it"),
        ("put it on the same order", "into_it"),
        ("another order: one beef noodles", "a_new_one"),
        ("a separate one please", "a_new_one"),
        ("另外下一单，一份牛肉面", "a_new_one"),
        ("单独下一单", "a_new_one"),
        ("新的一单", "a_new_one"),
        ("Marcus isn't coming", "leaves"),
        ("she is unable to make it", "leaves"),
        ("他不能来", "leaves"),
        ("Nur Aisyah still on ah", "still_comes"),
        ("李娜照常", "still_comes"),
        ("她还来", "still_comes"),
        ("the other one can stay", "the_other"),
        ("另一位取消", "the_other"),
        ("he has left already", "has_left"),
        ("他先走了", "has_left"),
        ("isn't coming by car", "by_car"),
        ("他的停车位取消", "by_car"),
    ],
)
def test_how_it_is_meant(text: str, manner: str) -> None:
    assert manner in [one.value for one in find_manners(text) if one.entity == "manner"]


@pytest.mark.parametrize(
    "text",
    [
        "下周三下午三点",
        "两份牛肉面",
        "I can't wait for lunch",
        "no ice please",
        "走廊灯坏了",
        "订单到哪了",
    ],
)
def test_plain_words_are_meant_as_they_are(text: str) -> None:
    assert find_manners(text) == []


@pytest.mark.parametrize(
    ("text", "eaters"),
    [
        ("又走了俩，一个吃饭的一个吃面的", [(1, "饭"), (1, "面")]),
        ("两个吃炒饭的先走了", [(2, "炒饭")]),
        ("one on the noodles had to leave", [(1, "noodles")]),
    ],
)
def test_who_eats_what(text: str, eaters: list[tuple[int, str]]) -> None:
    found = [one.value for one in find_manners(text) if one.entity == "eater"]
    assert [(one["many"], one["of"]) for one in found] == eaters


@pytest.mark.parametrize(
    ("text", "many"),
    [("plus 1 变 plus 4 了", 5), ("+2 改成 +3", 4), ("plus one becomes plus two", 3)],
)
def test_so_many_besides_are_one_more_in_all(text: str, many: int) -> None:
    assert [(one.value, one.role) for one in find_companions(text)] == [(many, None)]


def test_one_person_each() -> None:
    [count] = find_companions("one person each")
    assert (count.value, count.extra) == (1, {"each": True})


@pytest.mark.parametrize(
    "text", ["还是送最开始说的地方", "the first place I said after all", "送一开始报的那个地址吧"]
)
def test_where_it_was_to_go_at_first_takes_the_change_back(text: str) -> None:
    assert "first" in [one.value for one in find_remarks(text) if one.entity == "restore"]
