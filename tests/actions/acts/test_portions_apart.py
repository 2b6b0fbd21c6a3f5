"""Portions of one line that are each done in a way of their own."""

from dataclasses import replace
from typing import Any

import pytest

from actions.acts.translating import portions_apart
from actions.acts.translating.heard import Heard
from actions.kit.said import Said
from services.acts.acts import Edit, Op, Start
from services.acts.state import State
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

_GROUPS = frozenset({("hot", "temperature"), ("iced", "temperature"), ("large", "size")})


def grouped(*written: str) -> State:
    order = cart(*written)
    return state(replace(order, lines=tuple(replace(ln, groups=_GROUPS) for ln in order.lines)))


def spans(text: str, *told: tuple[str, str, str, Any]) -> list[dict[str, Any]]:
    """(words, label, role, value) of each, in the order of the text."""
    found, at = [], 0
    for words, label, role, value in told:
        start = text.index(words, at)
        at = start + len(words)
        one = {"text": words, "label": label, "role": role, "value": value, "confidence": 0.95}
        found.append({**one, "start": start, "end": at})
    return found


REFINES = {"edit:refine": 0.98}


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [("拿铁两杯热的一杯冰的", "两杯", "一杯"), ("lattes: two hot, one iced", "two", "one")],
)
def test_each_number_has_the_wish_behind_it(words: str, first: str, second: str) -> None:
    hot, iced = ("热的", "冰的") if "热" in words else ("hot", "iced")
    name = "拿铁" if "热" in words else "lattes"
    told = spans(
        words,
        (name, "item", "refine", ITEMS["拿铁"]),
        (first, "quantity", "part", 2),
        (hot, "option", "", ["hot"]),
        (second, "quantity", "part", 1),
        (iced, "option", "", ["iced"]),
    )
    acts = read(words, grouped("拿铁 x3"), "modify_order", acts=REFINES, spans=told)
    edits = [one for one in acts if isinstance(one, Edit)]
    assert [(one.op, one.part, one.options) for one in edits] == [
        (Op.REFINE, 2, ("hot",)),
        (Op.REFINE, 1, ("iced",)),
    ]


def test_the_other_is_what_is_left() -> None:
    words = "一杯热的，另一杯冰的"
    told = spans(
        words,
        ("一杯", "quantity", "part", 1),
        ("热的", "option", "", ["hot"]),
        ("另一杯", "ref", "refine", {"among": "other"}),
        ("冰的", "option", "", ["iced"]),
    )
    acts = read(words, grouped("拿铁 x3"), "modify_order", acts=REFINES, spans=told)
    assert [one.part for one in acts if isinstance(one, Edit)] == [1, 2]


def test_more_than_there_are_are_not_told_apart() -> None:
    words = "lattes: two hot, two iced"
    told = spans(
        words,
        ("two", "quantity", "part", 2),
        ("hot", "option", "", ["hot"]),
        ("two", "quantity", "part", 2),
        ("iced", "option", "", ["iced"]),
    )
    parsed = {"text": words, "spans": told, "acts": REFINES, "intent": {"name": "modify_order"}}
    assert portions_apart.refined(Heard(Said.of(parsed), grouped("拿铁 x3"))) == []
    assert portions_apart.refined(Heard(Said.of(parsed), grouped("拿铁 x4"))) != []


@pytest.mark.parametrize(
    "words", ["2 lattes, one iced, to A 3F 301", "two lattes one of them iced"]
)
def test_of_what_is_put_in_so_many_are_done_so(words: str) -> None:
    first = words.split(maxsplit=1)[0]
    told = spans(
        words,
        (first, "quantity", "add", 2),
        ("lattes", "item", "add", ITEMS["拿铁"]),
        ("one", "quantity", "part", 1),
        ("iced", "option", "", ["iced"]),
    )
    [start] = read(words, state(), "order_food", acts={"start:order": 0.99}, spans=told)
    assert isinstance(start, Start)
    assert [(one.quantity, one.options) for one in start.lines] == [(1, ()), (1, ("iced",))]


EGG = ("add egg", "option", "", ["add_egg"])
PLAIN = ("no cilantro", "option", "", ["no_cilantro"])


def test_all_portions_are_told_and_some_are_as_they_were() -> None:
    words = "of the 6: 3 add egg, 1 no cilantro, 2 normal"
    heard = spans(words, ("3", "quantity", "part", 3), EGG, ("1", "quantity", "part", 1), PLAIN,
                  ("2", "quantity", "part", 2))  # fmt: skip
    acts = read(words, state(cart("牛肉面 x6")), "modify_order", spans=heard, acts=REFINES)
    [swap] = [one for one in acts if isinstance(one, Edit)]
    assert swap.op is Op.SWAP
    assert swap.on is not None
    assert swap.on.lines == (1,)
    told = [(one.item, one.quantity, one.options) for one in swap.lines]
    item = ITEMS["牛肉面"]
    assert told == [(item, 3, ("add_egg",)), (item, 1, ("no_cilantro",)), (item, 2, ())]


def test_not_where_they_do_not_come_to_what_there_is() -> None:
    words = "of the 7: 3 add egg, 1 no cilantro, 2 normal"
    heard = spans(words, ("3", "quantity", "part", 3), EGG, ("1", "quantity", "part", 1), PLAIN,
                  ("2", "quantity", "part", 2))  # fmt: skip
    acts = read(words, state(cart("牛肉面 x7")), "modify_order", spans=heard, acts=REFINES)
    assert not [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
