"""Numbers that follow from other numbers."""

from dataclasses import replace

import pytest

from actions.acts.translating import translate
from actions.kit.said import Said
from bot.components.parsers.relations import find_relations
from services.acts.acts import Act, Edit, Op, Start
from services.acts.state import Change, State
from services.acts.values import Line
from tests.actions.acts.test_choosing import heard
from tests.given.acts import ITEMS, NOW, cart, state
from tests.given.reading import _entity as entity_of
from tests.given.reading import read


def told(acts: list[Act]) -> dict[str, int | None]:
    names = {number: name for name, number in ITEMS.items()}
    edits = [one for one in acts if isinstance(one, Edit)]
    put_in = {names[ln.item or 0]: ln.quantity for one in edits for ln in one.lines}
    return put_in | {names[e.on.item]: e.quantity for e in edits if e.on and e.on.item}


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("每份配一碗紫菜蛋花汤", {"紫菜蛋花汤": 3}),
        ("一碗牛肉面配两个可颂", {"可颂": 6}),
        ("拿铁比牛肉面多一杯", {"拿铁": 4}),
        ("two more colas than beef noodles", {"可乐": 5}),
    ],
)
def test_so_many_for_what_stands(words: str, lines: dict[str, int]) -> None:
    assert told(read(words, state(cart("牛肉面 x3")), "order_food")) == lines


def changed(now: str, before: int) -> State:
    order = cart(now)
    was = Line(item=order.lines[0].item, quantity=before)
    return replace(state(order), changed=(Change(order.id, NOW, lines=(was,)),))


@pytest.mark.parametrize("words", ["说多了，加两杯就行", "no, just two more"])
def test_the_change_before_of_another_number(words: str) -> None:
    edit, *rest = read(words, changed("拿铁 x8", 5), "modify_order")
    assert isinstance(edit, Edit)
    assert not rest
    assert (edit.op, edit.quantity) == (Op.SET, 7)


def test_as_many_as_the_change_before_took_away() -> None:
    acts = {"edit:swap": 0.98}
    said = heard("[少的那4包|ref:out]换成[雨伞|item:in=雨伞]", "modify_order", acts)
    four = {"entity": "figure", "value": 4, "start": 3, "end": 4, "text": "4"}
    [edit] = translate(replace(said, entities=(four,)), changed("口罩 x6", 10))
    assert isinstance(edit, Edit)
    assert edit.op is Op.ADD
    assert [(line.item, line.quantity) for line in edit.lines] == [(ITEMS["雨伞"], 4)]


def test_a_multiple_of_what_is_not_found_empties_nothing() -> None:
    words = "and one cola for each of the beef noodles"
    found = read(words, state(cart("牛肉面 x3")), "order_food")
    assert not [one for one in found if isinstance(one, Edit) and one.quantity == 0]


@pytest.mark.parametrize(
    "words",
    [
        "给6个新人每人[一个|quantity:add=1][口罩|item:add=口罩][两把|quantity:add=2][雨伞|item:add=雨伞]",
        "for 6 people: [one|quantity:add=1] [face masks|item:add=口罩] and "
        "[two|quantity:add=2] [umbrellas|item:add=雨伞] each",
    ],
)
def test_sets(words: str) -> None:
    [start] = translate(figured(words), state())
    assert isinstance(start, Start)
    assert {ln.item: ln.quantity for ln in start.lines} == {ITEMS["口罩"]: 6, ITEMS["雨伞"]: 12}


def figured(words: str) -> Said:
    """With its figures and items, as rules find them."""
    said = heard(words, "order_goods", {"start:order": 0.98})
    at = said.text.index("6")
    six = {"entity": "figure", "value": 6, "start": at, "end": at + 1, "text": "6"}
    items = tuple(
        {"entity": "item", "value": one["value"], "start": one["start"], "end": one["end"],
         "text": one["text"], "group": str(n)}
        for n, one in enumerate(said.spans) if one["label"] == "item"
    )  # fmt: skip
    relations = tuple(entity_of(one) for one in find_relations(said.text))
    return replace(said, entities=(six, *items, *relations))
