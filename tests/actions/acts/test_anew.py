"""Of two things that a message says of a line, which one is wanted."""

from dataclasses import replace

import pytest

from services.acts.acts import Act, Edit, Op
from services.acts.state import State, Thing
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

_GROUPS = frozenset({("hot", "temperature"), ("iced", "temperature"), ("large", "size")})


def grouped(*written: str) -> State:
    order: Thing = cart(*written)
    return state(replace(order, lines=tuple(replace(ln, groups=_GROUPS) for ln in order.lines)))


def only(acts: list[Act]) -> Edit:
    [edit] = acts
    assert isinstance(edit, Edit)
    return edit


@pytest.mark.parametrize(
    ("words", "many"),
    [("牛肉面3份 not 2", 3), ("牛肉面不用2份，3份就够", 3)],
)
def test_what_stands_is_the_number_that_it_was(words: str, many: int) -> None:
    edit = only(read(words, state(cart("牛肉面 x2")), "modify_order"))
    assert (edit.op, edit.quantity) == (Op.SET, many)


def heard_set(words: str, number: str, many: int) -> dict[str, object]:
    at = words.index(number)
    span = {"label": "quantity", "role": "set", "value": many, "confidence": 0.99}
    told = {**span, "text": number, "start": at, "end": at + len(number)}
    return {"acts": {"edit:set": 0.94}, "spans": [told]}


def test_of_two_numbers_it_is_the_one_that_was_heard_to_be_set() -> None:
    words = "三把吧，同事也要一把"
    acts = read(words, state(cart("雨伞 x2")), "order_goods", **heard_set(words, "三把", 3))
    sets = [one for one in acts if isinstance(one, Edit) and one.op is Op.SET]
    assert sets
    assert {one.quantity for one in sets} == {3}


def test_beside_what_stays_numbers_are_what_is_to_stand() -> None:
    order = cart("拿铁 x3", "可颂 x2")
    edit = only(read("4 lattes, croissants as they are", state(order), "order_food"))
    assert edit.on is not None
    assert (edit.op, edit.on.item, edit.quantity) == (Op.SET, ITEMS["拿铁"], 4)


def test_two_numbers_alone() -> None:
    edit = only(read("12 rather than 10", state(cart("口罩 x10")), "out_of_scope"))
    assert (edit.op, edit.quantity) == (Op.SET, 12)


@pytest.mark.parametrize("words", ["还是冰的吧，热的太烫", "hot is too hot for me, iced please"])
def test_what_stands_is_the_option_that_it_was(words: str) -> None:
    edit = only(read(words, grouped("拿铁 [hot]"), "modify_order"))
    assert (edit.op, edit.options) == (Op.REFINE, ("iced",))


def test_numbers_beside_the_other_way_round_are_those_that_are_wanted() -> None:
    acts = read(
        "other way round: 3 lattes and 2 colas", state(cart("拿铁 x2", "可乐 x3")), "order_food"
    )
    edits = [one for one in acts if isinstance(one, Edit)]
    told = [(one.op, one.on and one.on.item, one.quantity) for one in edits]
    assert told == [(Op.SET, ITEMS["拿铁"], 3), (Op.SET, ITEMS["可乐"], 2)]


def test_what_it_is_not_to_be_goes_for_what_it_is_to_be() -> None:
    order = cart("抹茶拿铁 x2", "可颂")
    edit = only(read("不是抹茶的，要美式咖啡", state(order), "order_food"))
    assert edit.op is Op.SWAP
    assert edit.on is not None
    assert edit.on.lines == (order.lines[0].id,)
    assert [line.item for line in edit.lines] == [ITEMS["美式咖啡"]]


@pytest.mark.parametrize("words", ["可乐少一瓶，拿铁不变", "one cola fewer, lattes unchanged"])
def test_what_stays_as_it_is_is_not_changed(words: str) -> None:
    acts = read(words, state(cart("可乐 x3", "拿铁 x2")), "modify_order")
    assert {one.on.item for one in acts if isinstance(one, Edit) and one.on} == {ITEMS["可乐"]}
