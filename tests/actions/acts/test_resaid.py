"""What a message takes back itself."""

import pytest

from services.acts.acts import Edit, Op, Start
from services.acts.state import State
from tests.given.acts import ITEMS, NAMES, cart, state
from tests.given.reading import read

COLA = ITEMS["可乐"]


def begun(words: str) -> dict[str, int | None]:
    [start] = read(words, state(), "order_food")
    assert isinstance(start, Start)
    return {NAMES[line.item or 0]: line.quantity for line in start.lines}


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("牛肉面来两份，呃不对，牛肉面三份，可乐一瓶", {"牛肉面": 3, "可乐": 1}),
        ("two lattes, no sorry, three americanos", {"美式咖啡": 3}),
        ("two lattes, no wait, flat whites, and a cola", {"澳白": 2, "可乐": 1}),
        ("两杯拿铁，说错了，两杯美式咖啡", {"美式咖啡": 2}),
        ("a cola and twelve face masks, I mean, umbrellas", {"可乐": 1, "雨伞": 12}),
        ("两杯拿铁，啊不，三杯", {"拿铁": 3}),
        ("两杯拿铁，不对，再加一瓶可乐", {"拿铁": 2, "可乐": 1}),
        ("两杯拿铁和一瓶可乐", {"拿铁": 2, "可乐": 1}),
    ],
)
def test_what_is_said_anew_stands_for_what_was_said(
    words: str, lines: dict[str, int | None]
) -> None:
    assert begun(words) == lines


def test_a_line_that_stands_is_corrected_as_before() -> None:
    edits: State = state(cart("拿铁 x2"))
    [edit] = read("不对，拿铁三杯", edits, "modify_order")
    assert isinstance(edit, Edit)
    assert (edit.op, edit.quantity) == (Op.SET, 3)


@pytest.mark.parametrize(
    "words",
    [
        "再加四瓶可乐啊不三瓶我们现在就三个人",
        "再加四瓶可乐，啊不，三瓶",
        "再来四瓶可乐，说错了，三瓶",
    ],
)
@pytest.mark.parametrize("heard", [False, True])
def test_the_number_that_is_said_anew_is_heard(words: str, heard: bool) -> None:
    start = words.index("四")
    told = [("quantity", "add", start, start + 2, 4), ("item", "add", start + 2, start + 4, COLA)]
    spans = [
        {"label": a, "role": b, "start": c, "end": d, "value": e, "text": words[c:d]}
        for a, b, c, d, e in told
    ]
    more = {"spans": spans, "acts": {"edit:add": 0.99}} if heard else {}
    edits = read(words, state(cart("牛肉面 x3")), "modify_order", **more)
    lines = [line for one in edits if isinstance(one, Edit) for line in one.lines]
    assert [(line.item, line.quantity) for line in lines] == [(COLA, 3)]


def test_so_many_more_said_anew_are_more() -> None:
    [edit] = read("再来四瓶可乐，啊不，三瓶", state(cart("牛肉面", "可乐")), "modify_order")
    assert isinstance(edit, Edit)
    assert (edit.op, edit.quantity) == (Op.MORE, 3)
