"""A yes to calling something off, in the words of calling off."""

from dataclasses import replace

import pytest

from services.acts.acts import Cancel, Confirm, Deny
from services.acts.state import Asked, State
from tests.given.acts import state, visit
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
