"""Which question follows a form's check, worked out before Rasa asks for it."""

from typing import Any

import pytest

from actions.kit.ahead import next_question

ASKS = [["location", "action_ask_location"], ["phone", "action_ask_phone"]]


def call(asks: Any = ASKS, **slots: Any) -> dict[str, Any]:
    return {
        "next_action": "validate_checkout_form",
        "sender_id": "1:2",
        "tracker": {"slots": slots, "events": [{"event": "user", "text": "301"}]},
        "asks": asks,
    }


def answer(*events: dict[str, Any], says: str | None = None) -> dict[str, Any]:
    return {"events": list(events), "responses": [{"text": says, "custom": {}}] if says else []}


def sets(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


def test_what_is_still_open_is_asked_for_with_what_was_just_taken() -> None:
    found = next_question(call(location=None, phone=None), answer(sets("location", "known")))
    assert found is not None
    assert found["next_action"] == "action_ask_phone"
    tracker = found["tracker"]
    assert tracker["slots"] == {"location": "known", "phone": None, "requested_slot": "phone"}
    assert tracker["events"] == [{"event": "user", "text": "301"}, sets("location", "known")]


def test_the_first_open_one_in_the_forms_order() -> None:
    found = next_question(call(phone="1"), answer())
    assert found is not None
    assert found["next_action"] == "action_ask_location"


def test_what_the_check_said_has_been_said_before_the_question() -> None:
    found = next_question(call(), answer(says="好的"))
    assert found is not None
    said = found["tracker"]["events"][-1]
    assert (said["event"], said["text"]) == ("bot", "好的")


@pytest.mark.parametrize(
    ("made", "answered"),
    [
        pytest.param(call(location="a", phone="1"), answer(), id="nothing is open"),
        pytest.param(
            call(), answer({"event": "action_execution_rejected"}), id="the form steps aside"
        ),
        pytest.param(call(), answer({"event": "active_loop", "name": None}), id="the form ends"),
        pytest.param(call(), answer(sets("requested_slot", "phone")), id="it says what to ask"),
        pytest.param(call(asks=[]), answer(), id="no check of a form"),
        pytest.param(call(asks=None), answer(), id="another bot"),
        pytest.param(call(asks=[["location", ""]]), answer(), id="nothing asks for it"),
    ],
)
def test_where_nothing_is_asked_or_nobody_can_know(
    made: dict[str, Any], answered: dict[str, Any]
) -> None:
    assert next_question(made, answered) is None
