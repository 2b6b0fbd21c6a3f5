"""What a message takes back itself."""

import pytest

from services.acts.acts import Edit, Op, Start
from services.acts.state import State
from tests.given.acts import NAMES, cart, state
from tests.given.reading import read


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
