"""The answer to a question that is yet to be asked is used where it was foreseen, nowhere else."""

from collections.abc import Iterator
from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from bot.components.serving import ahead

CHECK, ASK = "validate_checkout_form", "action_ask_checkout_form_phone"
ASKED = {"action": ASK, "events": [], "responses": [{"text": "?"}]}
ANSWER = {
    "events": [{"event": "slot", "name": "location", "value": "known"}],
    "responses": [],
}
DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    slots:
      location: {type: any, mappings: [{type: custom}]}
      phone: {type: any, mappings: [{type: custom}]}
    actions: [validate_checkout_form, action_ask_checkout_form_phone, action_ask_location]
    forms: {checkout_form: {required_slots: [location, phone]}}
    """
)


def call(action: str, sender: str = "1:2", **slots: Any) -> dict[str, Any]:
    return {"next_action": action, "sender_id": sender, "tracker": {"slots": slots}}


@pytest.fixture(autouse=True)
def answered() -> Iterator[None]:
    """A check whose answer came with that to the next question."""
    ahead.keep(
        call(CHECK, location=None, phone=None, requested_slot="location"),
        {**ANSWER, "asked": dict(ASKED)},
    )
    yield
    ahead.forget()


def test_the_question_that_was_foreseen_is_answered_once() -> None:
    foreseen = call(ASK, location="known", phone=None, requested_slot="phone")
    assert ahead.take(foreseen) == {"events": [], "responses": [{"text": "?"}]}
    assert ahead.take(foreseen) is None


@pytest.mark.parametrize(
    "other",
    [
        call(ASK, location=None, phone=None),
        call(ASK, location="known", phone="1"),
        call(ASK, sender="1:3", location="known", phone=None),
        call("action_ask_location", location="known", phone=None),
    ],
)
def test_another_call_is_made_and_nothing_is_foreseen_any_more(other: dict[str, Any]) -> None:
    assert ahead.take(other) is None
    assert ahead.take(call(ASK, location="known", phone=None)) is None


def test_another_turn_begins_with_nothing_foreseen() -> None:
    ahead.forget()
    assert ahead.take(call(ASK, location="known", phone=None)) is None


@pytest.mark.parametrize("answer", [ANSWER, {**ANSWER, "asked": None}, None, []])
def test_an_answer_that_brings_no_other(answer: Any) -> None:
    ahead.forget()
    ahead.keep(call(CHECK, location=None), answer)
    assert ahead.take(call(ASK, location="known")) is None


def test_what_a_form_asks_for_is_what_rasa_would_ask_with() -> None:
    ahead.install(DOMAIN)
    assert ahead.questions(CHECK) == [("location", "action_ask_location"), ("phone", ASK)]
    assert ahead.questions(ASK) == []
