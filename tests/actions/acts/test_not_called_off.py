"""Corrections that sound like calling off."""

import pytest

from services.acts.acts import Act, Cancel, Correct, Give
from tests.given.acts import at, state, visit
from tests.given.reading import read

GIVEN = state(visit(ago=1, names=["Omar Haddad"], when=at("16:00")))


def heard(words: str, intent: str, **acts: float) -> Act:
    [act] = read(words, GIVEN, intent, acts=acts)
    return act


@pytest.mark.parametrize(
    ("words", "intent", "told"),
    [
        ("oh it's Thursday not tomorrow", "cancel_visit", "when"),
        ("算了还是两点", "deny", "when"),
        ("he's not driving after all", "cancel_visit", "plate"),
    ],
)
def test_what_is_corrected_is_not_called_off(words: str, intent: str, told: str) -> None:
    act = heard(words, intent, correct=0.97)
    assert isinstance(act, Correct | Give)
    assert told in act.fields.given


def test_what_is_called_off_is() -> None:
    act = heard("cancel Thursday's visit", "cancel_visit", correct=0.2, cancel=0.97)
    assert isinstance(act, Cancel)
