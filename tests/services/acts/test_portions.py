"""Which portions of an item are refined, where some are done in a way of their own already."""

from dataclasses import replace

from services.acts.acts import Edit, Op
from services.acts.resolving import resolve
from services.acts.state import State
from services.acts.steps import Doubt, Step
from services.acts.values import Ref
from tests.given.acts import ITEMS, cart, state

_GROUPS = frozenset({("iced", "temperature"), ("hot", "temperature"), ("oat_milk", "milk")})


def standing(*written: str) -> State:
    order = cart(*written)
    return state(replace(order, lines=tuple(replace(ln, groups=_GROUPS) for ln in order.lines)))


def one(option: str, many: int = 1) -> Edit:
    return Edit(op=Op.REFINE, on=Ref(item=ITEMS["拿铁"]), part=many, options=(option,))


def test_those_without_such_a_choice_go_first() -> None:
    step = resolve(one("iced"), standing("拿铁", "拿铁 [hot]"))
    assert isinstance(step, Step)
    assert [line.id for line in step.lines] == [1]


def test_another_choice_is_no_such_choice() -> None:
    assert isinstance(resolve(one("iced"), standing("拿铁", "拿铁 [oat_milk]")), Doubt)


def test_where_they_are_too_few_any_may_be_meant() -> None:
    step = resolve(one("iced", 2), standing("拿铁", "拿铁 x2 [hot]"))
    assert isinstance(step, Step)
    assert [line.id for line in step.lines] == [2]
