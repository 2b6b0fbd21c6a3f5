"""So many of what our last message offers."""

from dataclasses import replace

import pytest

from services.acts.acts import Ask, Edit, Give, Op, Start
from services.acts.state import Asked, State
from services.acts.values import Place
from tests.given.acts import ITEMS, state
from tests.given.reading import read


def offering(*names: str, expects: str = "quantity") -> State:
    offered = tuple({"item": ITEMS[one], "quantity": 30, "title": one} for one in names)
    return replace(state(), asked=Asked(expects, offered=offered))


@pytest.mark.parametrize("intent", ["modify_order", "out_of_scope", "affirm", "change_booking"])
@pytest.mark.parametrize(
    ("words", "many"),
    [
        ("sorry meant 6", 6),
        ("fine, five then", 5),
        ("那就20吧", 20),
        ("手抖了 8杯", 8),
        ("15个 only? ok 那先拿15个吧", 15),
    ],
)
def test_a_number_alone_is_of_what_could_not_be_had_so_often(
    words: str, many: int, intent: str
) -> None:
    [edit] = read(words, offering("拿铁"), intent)
    assert isinstance(edit, Edit)
    assert (edit.op, edit.quantity, edit.on) == (Op.ADD, many, None)


def test_where_it_goes_is_said_beside() -> None:
    edit, give = read("great i need 2, to A 3F 301", offering("雨伞"), "out_of_scope")
    assert isinstance(edit, Edit)
    assert isinstance(give, Give)
    assert edit.quantity == 2
    assert give.fields.place == Place(building="A", floor=3, room="301")


def test_each_of_several() -> None:
    [edit] = read("一样来两个", offering("雨伞", "口罩", expects="item"), "out_of_scope")
    assert isinstance(edit, Edit)
    assert edit.on is not None
    assert (edit.on.among, edit.quantity) == ("all", 2)


@pytest.mark.parametrize("words", ["要两个行吗？", "我在301，谁来一下"])
def test_a_question_or_a_room_is_no_number_of_it(words: str) -> None:
    found = read(words, offering("雨伞"), "out_of_scope")
    assert not [one for one in found if isinstance(one, Edit)]


def test_between_two_a_number_says_nothing() -> None:
    found = read("来3个", offering("雨伞", "口罩"), "out_of_scope")
    assert not [one for one in found if isinstance(one, Edit) and one.on is not None]


def test_so_many_of_each_that_is_asked_about() -> None:
    *asks, start = read("口罩和雨伞有吗？各来两个", state(), "browse_shop")
    assert all(isinstance(one, Ask) for one in asks)
    assert isinstance(start, Start)
    told = [(line.item, line.quantity) for line in start.lines]
    assert told == [(ITEMS["口罩"], 2), (ITEMS["雨伞"], 2)]
