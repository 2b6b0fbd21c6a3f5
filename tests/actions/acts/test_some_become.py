"""Some of what stands become another thing, and how many there are of each in the end."""

import pytest

from services.acts.acts import Edit, Op
from services.acts.state import Thing
from services.acts.values import Ref
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read


def edits(words: str, order: Thing, **more: object) -> list[Edit]:
    acts = read(words, state(order), "order_food", **more)
    return [one for one in acts if isinstance(one, Edit)]


LATTES = cart("美式咖啡", "拿铁 x2")


@pytest.mark.parametrize(
    "words",
    [
        "make one of them a croissant, he has quit coffee",
        "can one of them be a croissant",
        "out of the 2 one should be a croissant",
        "let one of those be a croissant",
    ],
)
def test_one_of_those_of_which_there_are_several(words: str) -> None:
    [swap] = edits(words, LATTES)
    assert swap.on is not None
    assert (swap.op, swap.on.lines, swap.part) == (Op.SWAP, (2,), 1)
    assert [one.item for one in swap.lines] == [ITEMS["可颂"]]


def test_what_was_spoken_of_last_is_meant() -> None:
    order = cart("美式咖啡 x2", "拿铁 x2", spoken=(1,))
    [swap] = edits("make one of them a croissant", order)
    assert swap.on is not None
    assert swap.on.lines == (1,)


def test_nobody_knows_of_which() -> None:
    [swap] = edits("make one of them a croissant", cart("美式咖啡 x2", "拿铁 x2"))
    assert swap.on == Ref(words="them")


def test_and_something_besides() -> None:
    words = "one of the lattes was meant to be a flat white, and a cheesecake wouldn't go amiss"
    swap, added = edits(words, LATTES)
    assert swap.on is not None
    assert (swap.op, swap.on.item, swap.part) == (Op.SWAP, ITEMS["拿铁"], 1)
    assert [one.item for one in swap.lines] == [ITEMS["澳白"]]
    assert (added.op, [one.item for one in added.lines]) == (Op.ADD, [ITEMS["芝士蛋糕"]])


@pytest.mark.parametrize("words", ["make one of them iced", "one of them should be iced"])
def test_a_wish_makes_no_other_thing(words: str) -> None:
    [refine] = edits(words, LATTES)
    assert (refine.op, refine.part, refine.options) == (Op.REFINE, 1, ("iced",))


def test_there_is_to_be_none_of_what_stands() -> None:
    words = "so 3 lattes and no americano, change it"
    told = [one.on for one in edits(words, LATTES) if one.op is Op.REMOVE]
    assert [one.item for one in told if one is not None] == [ITEMS["美式咖啡"]]


DUMPLINGS = cart("牛肉面 x6")


def test_what_there_is_in_the_end_is_a_swap() -> None:
    words = "actually 2 of them prefer dan dan noodles, so 4 beef noodles and 2 dan dan noodles"
    [swap] = edits(words, DUMPLINGS)
    assert swap.on is not None
    assert (swap.op, swap.on.item, swap.part) == (Op.SWAP, ITEMS["牛肉面"], 2)
    assert [one.item for one in swap.lines] == [ITEMS["担担面"]]


@pytest.mark.parametrize("words", ["4 beef noodles and 2 dan dan noodles", "2 dan dan noodles too"])
def test_without_a_change_they_are_put_in(words: str) -> None:
    assert not [one for one in edits(words, DUMPLINGS) if one.op is Op.SWAP]


def test_a_number_is_set_beside_a_wish_for_one_of_them() -> None:
    words = "sorry, make latte 3, my lead is joining. one of the three with oat milk"
    told = [(one.op, one.quantity, one.part) for one in edits(words, LATTES)]
    assert told == [(Op.SET, 3, None), (Op.REFINE, None, 1)]


def test_a_number_is_set_of_what_stands_in_an_order_of_its_own() -> None:
    given = state(cart("拿铁 x2"), cart("柠檬茶", id="other", first=11, ago=2))
    acts = read("make lemon tea 3", given, "order_food")
    [edit] = [one for one in acts if isinstance(one, Edit)]
    assert edit.on is not None
    assert (edit.op, edit.on.item, edit.quantity) == (Op.SET, ITEMS["柠檬茶"], 3)
