"""Who goes takes a portion along; who is still there is left as they are."""

from dataclasses import replace

import pytest

from services.acts.acts import Act, Cancel, Edit, Op, Restore
from services.acts.state import State
from services.acts.values import What
from tests.given.acts import ITEMS, cart, line, order, state
from tests.given.reading import read

MEAL = state(cart("红烧肉盖饭 x4", "牛肉面 x3"))


def taken(acts: list[Act], of: State) -> list[tuple[str, int | None]]:
    names = {line.id: line.name_zh for line in of.things[0].lines}
    edits = [act for act in acts if isinstance(act, Edit) and act.op is Op.FEWER]
    assert len(edits) == len(acts)
    return [(names[act.on.lines[0]], act.quantity) for act in edits if act.on is not None]


@pytest.mark.parametrize("intent", ["order_food", "out_of_scope"])
@pytest.mark.parametrize(
    ("words", "fewer"),
    [
        ("又走了俩，一个吃饭的一个吃面的", [("红烧肉盖饭", 1), ("牛肉面", 1)]),
        ("两个吃红烧肉的先走了", [("红烧肉盖饭", 2)]),
        ("吃牛肉面的那位请假了", [("牛肉面", 1)]),
        ("one on the beef noodles had to leave", [("牛肉面", 1)]),
    ],
)
def test_as_many_fewer_as_go(words: str, fewer: list[tuple[str, int]], intent: str) -> None:
    assert taken(read(words, MEAL, intent), MEAL) == fewer


@pytest.mark.parametrize("words", ["吃面的那位来了", "吃饺子的那位走了"])
def test_who_comes_or_eats_something_else_takes_nothing_along(words: str) -> None:
    assert not any(isinstance(act, Edit) for act in read(words, MEAL))


def test_a_change_that_is_begun_and_taken_back_is_none() -> None:
    acts = read("少两份红烧肉盖饭…不对，留着红烧肉盖饭，加一瓶可乐", MEAL, "modify_order")
    on = [act.on.item for act in acts if isinstance(act, Edit | Restore) and act.on is not None]
    braised = MEAL.things[0].lines[0].item
    assert braised not in on


EGGS = replace(
    MEAL,
    things=(replace(MEAL.things[0], removed=(line("牛肉面 x2", -1),)),),
)


@pytest.mark.parametrize(
    "words", ["the noodles stay at their original number", "牛肉面还按原来的份数"]
)
def test_a_line_is_as_many_as_before(words: str) -> None:
    span = {"label": "item", "role": "keep", "value": ITEMS["牛肉面"], "confidence": 0.9}
    name = "牛肉面" if "牛肉面" in words else "noodles"
    at = words.index(name)
    told = {**span, "text": name, "start": at, "end": at + len(name)}
    [act] = read(words, EGGS, "modify_order", spans=[told])
    assert isinstance(act, Restore)
    assert act.on is not None
    assert act.on.item == ITEMS["牛肉面"]


def test_everybody_has_left_so_the_order_is_called_off() -> None:
    words, heard = "会提前了人都走了 刚才那单帮我取消掉吧", {"cancel": 0.96}
    [act] = read(words, state(order("拿铁 x2")), "cancel_order", acts=heard)
    assert isinstance(act, Cancel)
    assert act.of.number == "O-1"


@pytest.mark.parametrize(
    ("intent", "of"), [("cancel_visit", (What.VISIT, None)), ("cancel_order", (What.ORDER, "O-1"))]
)
def test_something_is_called_off_whoever_is_not_coming(
    intent: str, of: tuple[What, str | None]
) -> None:
    """A visit that is not there: the order is asked about."""
    words, heard = "Please call off that order, the delegation isn't coming", {"cancel": 0.99}
    [act] = read(words, state(order("红烧肉盖饭 x6")), intent, acts=heard)
    assert isinstance(act, Cancel)
    assert (act.of.what, act.of.number) == of
