"""A yes to calling something off, in the words of calling off."""

from dataclasses import replace

import pytest

from services.acts.acts import Cancel, Confirm, Correct, Deny, Edit, Op, Restore
from services.acts.state import Asked, Standing, State, Thing
from services.acts.values import Count
from tests.given.acts import ITEMS, cart, state, visit
from tests.given.reading import read

GUEST = visit(names=("赵倩",))


def asked(expects: str = "visit_cancel") -> State:
    return replace(state(GUEST), asked=Asked(expects, GUEST.id, None))


@pytest.mark.parametrize(
    ("words", "intent", "heard"),
    [
        ("对，取消", "cancel_order", {"confirm": 0.99, "cancel": 0.33}),
        ("嗯，取消吧", "cancel_visit", {"cancel": 0.9}),
        ("取消", "cancel_order", {"cancel": 0.9}),
        ("yes cancel", "cancel_visit", {"confirm": 0.9, "cancel": 0.8}),
        ("yep, scrap it", "cancel_order", {"confirm": 0.95, "cancel": 0.5}),
    ],
)
@pytest.mark.parametrize("expects", ["visit_cancel", "repair_cancel", "order_cancel"])
def test_it_is_a_yes(words: str, intent: str, heard: dict[str, float], expects: str) -> None:
    assert read(words, asked(expects), intent, acts=heard) == [Confirm()]


@pytest.mark.parametrize("words", ["不取消了", "别取消", "no don't cancel, keep it"])
def test_who_says_that_it_stays_says_no(words: str) -> None:
    assert read(words, asked(), "cancel_visit", acts={"cancel": 0.6}) == [Deny()]


@pytest.mark.parametrize("words", ["算了", "取消前要不要通知他？", "但是先别急着取消"])
def test_what_may_mean_either_is_no_yes(words: str) -> None:
    assert Confirm() not in read(words, asked(), "cancel_visit", acts={"cancel": 0.6})


def test_without_that_question_it_is_called_off_as_ever() -> None:
    [act] = read("取消访客", state(GUEST), "cancel_visit", acts={"cancel": 0.9})
    assert isinstance(act, Cancel)


@pytest.mark.parametrize(
    ("words", "come"),
    [
        ("Amy来不了了 only 陈强", ("陈强",)),
        ("陈强不来了，就Amy一个", ("Amy",)),
        ("Amy drops out, just 陈强 then", ("陈强",)),
    ],
)
def test_only_one_of_two_comes(words: str, come: tuple[str, ...]) -> None:
    two = visit(names=("陈强", "Amy"), headcount=2)
    [act] = read(words, state(two), "cancel_visit", acts={"correct": 0.95})
    assert isinstance(act, Correct)
    assert (act.fields.names, act.fields.headcount) == (come, Count(exactly=1))


def test_somebody_else_comes_instead() -> None:
    one = visit(names=("刘畅",), headcount=1)
    spans = [{"label": "name", "role": "", "start": 7, "end": 12, "confidence": 0.5}]
    heard = {"correct": 0.99}
    [act] = read("刘畅来不了，换Emily来", state(one), "cancel_visit", acts=heard, spans=spans)
    assert isinstance(act, Correct)
    assert act.fields.names == ("Emily",)


def test_who_comes_after_all_comes_on_another_day() -> None:
    gone = visit(names=("王涛",), standing=Standing.DROPPED, may=("restore",))
    back, told = read(
        "他又要来了，改到明天同一时间", state(gone), "change_booking", acts={"correct": 1.0}
    )
    assert isinstance(back, Restore)
    assert isinstance(told, Correct)
    assert told.fields.when is not None
    assert told.fields.when.same_time


def test_a_line_goes_for_a_reason_that_stands_in_between() -> None:
    order = cart("口罩 x3", "雨伞")
    [act] = read("口罩柜子里还有 不要了", state(order), "report_repair")
    assert isinstance(act, Edit)
    assert act.on is not None
    assert (act.op, act.on.item) == (Op.REMOVE, ITEMS["口罩"])


def test_who_does_not_come_to_eat_ends_no_order() -> None:
    acts = read("小李不来了", state(cart("牛肉面 x3")), "cancel_order")
    assert not [one for one in acts if one.act in ("cancel", "give_up")]


def placed_order(*written: str) -> Thing:
    made = cart(*written)
    may = frozenset({"edit", "cancel", "give", "correct"})
    return replace(made, standing=Standing.MADE, number="O-1", may=may)


def test_all_of_a_placed_order_is_not_wanted() -> None:
    acts = read("刚才那个牛肉面不要了", state(placed_order("牛肉面")), "cancel_order")
    [act] = acts
    assert isinstance(act, Cancel)
    assert act.of.number == "O-1"


def test_a_part_of_it_is_taken_out() -> None:
    acts = read("刚才那个牛肉面不要了", state(placed_order("牛肉面", "可颂")), "cancel_order")
    assert not [one for one in acts if isinstance(one, Cancel)]
