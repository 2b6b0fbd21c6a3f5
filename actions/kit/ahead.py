"""The question that follows a form's check, known before Rasa asks for it.

Rasa checks what a form was told by one action (`validate_…`) and asks for what is still open by
another (`action_ask_…`), with a call for each. The bot's call for a check says under `asks` which
action asks for which slot, in order. If what Rasa will do next follows from that, the question can
be answered with the check (bot/components/serving/ahead.py).
"""

from collections.abc import Mapping
from typing import Any

REQUESTED = "requested_slot"
STOPS = {"action_execution_rejected", "active_loop"}
"""Events after which the form does not ask, or not as it would."""

Call = dict[str, Any]


def next_question(call: Mapping[str, Any], answer: Mapping[str, Any]) -> Call | None:
    """The call that Rasa makes after `answer` to `call`; None if it makes none, or who knows."""
    asks = call.get("asks")
    if not asks or any(_leads_elsewhere(event) for event in answer["events"]):
        return None
    tracker = call["tracker"]
    slots = dict(tracker["slots"])
    slots |= {e["name"]: e["value"] for e in answer["events"] if e["event"] == "slot"}
    slot, action = next(((s, a) for s, a in asks if slots.get(s) is None), (None, None))
    if not action:
        return None
    said = [_said(response) for response in answer["responses"]]
    events = [*tracker["events"], *said, *answer["events"]]
    later = {**tracker, "slots": {**slots, REQUESTED: slot}, "events": events}
    return {**call, "next_action": action, "tracker": later, "asks": []}


def _leads_elsewhere(event: Mapping[str, Any]) -> bool:
    return event["event"] in STOPS or event.get("name") == REQUESTED


def _said(response: Mapping[str, Any]) -> dict[str, Any]:
    """What an action said, as an event."""
    data = {"buttons": response.get("buttons"), "custom": response.get("custom")}
    return {"event": "bot", "text": response.get("text"), "data": data}
