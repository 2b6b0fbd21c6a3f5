"""So many of what stands: after all, of what was put in without a number, for so many people."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts.acts import Act, Edit, Op, Start
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read


def _edit(acts: list[Act]) -> Edit:
    [edit] = [one for one in acts if isinstance(one, Edit)]
    return edit


@pytest.mark.parametrize(
    "words",
    [
        "actually 4, my boss wants one too. I'll collect at the counter in 20 min",
        "不对，4，我自己去拿",
    ],
)
def test_a_number_that_takes_the_last_one_back(words: str) -> None:
    edit = _edit(read(words, state(cart("拿铁 x3")), "modify_order"))
    assert (edit.op, edit.quantity) == (Op.SET, 4)


def test_not_where_several_lines_stand() -> None:
    acts = read("actually 4, I'll collect them", state(cart("拿铁 x3", "可颂")), "modify_order")
    assert not [one for one in acts if isinstance(one, Edit) and one.quantity == 4]


def test_one_more_of_the_only_line() -> None:
    edit = _edit(read("my boss wants one too", state(cart("拿铁 x2")), "chitchat"))
    assert (edit.op, edit.quantity) == (Op.MORE, 1)


def test_what_was_put_in_without_a_number_is_counted() -> None:
    order = cart("拿铁", "可颂")
    open_ = tuple(replace(line, counted=line.name_zh != "拿铁") for line in order.lines)
    edit = _edit(read("拿铁两杯", state(replace(order, lines=open_)), "order_food"))
    assert (edit.op, edit.quantity) == (Op.SET, 2)


def test_more_of_it_is_more() -> None:
    order = cart("拿铁")
    open_ = tuple(replace(line, counted=False) for line in order.lines)
    edit = _edit(read("再来两杯拿铁", state(replace(order, lines=open_)), "order_food"))
    assert edit.op in (Op.MORE, Op.ADD)


def test_all_lines_are_for_so_many_people() -> None:
    acts = read("来的人是7个", state(cart("牛肉面 x5", "可乐 x10")), "modify_order")
    assert [one.quantity for one in acts if isinstance(one, Edit)] == [7, 14]


def test_so_many_of_one_line_for_each() -> None:
    edit = _edit(read("可乐一人一瓶就够", state(cart("牛肉面 x5", "可乐 x10")), "modify_order"))
    assert (edit.op, edit.quantity) == (Op.SET, 5)


@pytest.mark.parametrize("words", ["行嘛 加一杯", "ok, one more please"])
def test_one_is_of_what_was_just_asked_about(words: str) -> None:
    stands = replace(state(cart("担担面")), asked_about=ITEMS["柠檬茶"])
    spans = [{"label": "quantity", "role": "more", "start": 0, "end": 1, "value": 1}]
    acts = read(words, stands, "modify_order", spans=spans, acts={"edit:more": 0.9})
    edit = _edit(acts)
    assert (edit.op, [one.item for one in edit.lines]) == (Op.ADD, [ITEMS["柠檬茶"]])


def test_a_number_that_settles_is_how_many() -> None:
    edit = _edit(read("拿铁两杯吧", state(cart("拿铁", "可颂")), "order_food"))
    assert (edit.op, edit.quantity) == (Op.SET, 2)


def test_so_many_in_all_with_so_many_more() -> None:
    acts = read("再加两份吧 一共12份", state(cart("牛肉面 x10")), "modify_order")
    edit = _edit(acts)
    assert (edit.op, [one.quantity for one in edit.lines]) == (Op.ADD, [2])


def test_one_more_person_and_so_many_are_so_many() -> None:
    stands = state(cart("拿铁 x8", "热干面 x4"))
    edit = _edit(read("One more person is joining, so 5 hot dry noodles", stands, "order_food"))
    assert (edit.op, edit.on and edit.on.item, edit.quantity) == (Op.SET, ITEMS["热干面"], 5)


def test_one_more_person_who_has_one_takes_nothing_from_the_others() -> None:
    edit = _edit(read("One more person is joining, 1 latte please", state(cart("拿铁 x8"))))
    assert (edit.op, edit.quantity) == (Op.MORE, 1)


def test_what_was_mixed_up_is_so_many_of_each() -> None:
    stands = state(cart("可乐 x2", "雪碧"))
    acts = read("sorry I mixed them up, it's Sprite x2 and cola x1", stands, "order_goods")
    edits = [
        (one.op, one.on and one.on.item, one.quantity) for one in acts if isinstance(one, Edit)
    ]
    assert edits == [(Op.SET, ITEMS["雪碧"], 2), (Op.SET, ITEMS["可乐"], 1)]


@pytest.mark.parametrize(
    "words",
    [
        "拿铁还是一杯就好",
        "拿铁还是一杯",
        "拿铁就一杯吧",
        "就一杯拿铁",
        "一杯拿铁就够了",
        "一杯拿铁就可以了",
        "拿铁一杯就行",
    ],
)
@pytest.mark.parametrize("standing", ["拿铁 x2", "拿铁"])
def test_it_stays_at_so_many(words: str, standing: str) -> None:
    edit = _edit(read(words, state(cart(standing, "可颂")), "order_food"))
    assert (edit.op, edit.on and edit.on.item, edit.quantity) == (Op.SET, ITEMS["拿铁"], 1)


def test_it_stays_at_so_many_though_more_was_heard() -> None:
    words = "拿铁还是一杯就好"
    heard = [("item", "more", 0, 2, ITEMS["拿铁"]), ("quantity", "more", 4, 6, 1)]
    spans = [
        {"label": a, "role": b, "start": c, "end": d, "value": e, "text": words[c:d]}
        for a, b, c, d, e in heard
    ]
    stands = state(cart("拿铁", "可颂"))
    edit = _edit(read(words, stands, "modify_order", spans=spans, acts={"edit:more": 0.99}))
    assert (edit.op, edit.quantity) == (Op.SET, 1)


@pytest.mark.parametrize(
    "words",
    [
        *("再来一杯拿铁就好", "再加一杯拿铁就够了", "拿铁再来一杯就行", "也来一杯拿铁"),
        *("then 2 more lattes is enough", "two extra lattes are enough", "帮我加上两杯拿铁就好"),
        *("补两杯拿铁就好", "另外两杯拿铁就够了", "给同事带两杯拿铁就行"),
    ],
)
def test_so_many_more_are_more(words: str) -> None:
    edit = _edit(read(words, state(cart("拿铁", "可颂")), "order_food"))
    assert edit.op in (Op.MORE, Op.ADD)


def test_three_that_stand_stay_three() -> None:
    stands = state(cart("拿铁", "美式咖啡 x3"))
    acts = read("拿铁不要了她自己泡茶就三杯美式咖啡", stands, "order_food")
    edits = [
        (one.op, one.on and one.on.item, one.quantity) for one in acts if isinstance(one, Edit)
    ]
    assert edits == [(Op.REMOVE, ITEMS["拿铁"], None), (Op.SET, ITEMS["美式咖啡"], 3)]


@pytest.mark.parametrize(
    "words",
    [
        "三杯拿铁两个可颂哦可颂一个就够了",
        "三杯拿铁两个可颂，可颂一个就行",
        "三杯拿铁两个可颂啊可颂就一个吧",
        "three lattes and two croissants, one croissant is enough actually",
    ],
)
def test_a_number_that_an_order_begins_with_and_takes_back(words: str) -> None:
    [start] = [one for one in read(words, state(), "order_food") if isinstance(one, Start)]
    told = [(one.item, one.quantity) for one in start.lines]
    assert told == [(ITEMS["拿铁"], 3), (ITEMS["可颂"], 1)]


def test_it_is_kept_though_an_order_surely_begins() -> None:
    words = "三杯拿铁两个可颂哦可颂一个就够了"
    [start] = [
        one
        for one in read(words, state(), "order_food", acts={"start:order": 0.99})
        if isinstance(one, Start)
    ]
    assert [one.quantity for one in start.lines] == [3, 1]


@pytest.mark.parametrize(
    ("words", "op"),
    [
        ("2 more people joining, so lattes and croissants 5 each", Op.SET),
        ("2 more people joining, so a cola and a Sprite", Op.ADD),
    ],
)
def test_so_many_of_each_for_the_company(words: str, op: Op) -> None:
    acts = read(words, state(cart("拿铁 x3", "可颂 x3")), "order_food")
    assert {one.op for one in acts if isinstance(one, Edit)} == {op}
    if op is Op.SET:
        told = {one.on.item: one.quantity for one in acts if isinstance(one, Edit) and one.on}
        assert told == {ITEMS["拿铁"]: 5, ITEMS["可颂"]: 5}


def _heard(words: str, *told: tuple[str, str, str, Any]) -> list[dict[str, Any]]:
    """(words, label, role, value) of each."""
    one = {"confidence": 0.95}
    return [
        {**one, "text": text, "label": label, "role": role, "start": words.index(text),
         "end": words.index(text) + len(text), "value": value}
        for text, label, role, value in told
    ]  # fmt: skip


def test_a_part_of_a_name_is_what_stands_and_is_called_so() -> None:
    words = "one more person joining, so salad and lattes 5 each"
    spans = _heard(
        words,
        ("salad", "item", "add", None),
        ("lattes", "item", "add", ITEMS["拿铁"]),
        ("5", "quantity", "add", 5),
    )
    given = state(cart("拿铁 x3", "蔬菜沙拉 x3"))
    acts = read(words, given, "order_food", spans=spans, acts={"start:order": 0.97})
    told = {one.on.item: one.quantity for one in acts if isinstance(one, Edit) and one.on}
    assert told == {ITEMS["拿铁"]: 5, ITEMS["蔬菜沙拉"]: 5}


@pytest.mark.parametrize(
    ("words", "many"),
    [
        ("5 pax now: 5 lattes, croissants still 2 each, change it", 10),
        ("change: croissants 2 each", 12),
        ("change: croissants 2", 2),
        ("change: lattes and croissants 2 each", 2),
    ],
)
def test_so_many_for_each_of_the_people(words: str, many: int) -> None:
    acts = read(words, state(cart("拿铁 x6", "可颂 x12")), "modify_order")
    told = [one for one in acts if isinstance(one, Edit) and one.on]
    assert [one.quantity for one in told if one.on and one.on.item == ITEMS["可颂"]] == [many]
