"""The question that follows a form's check, had with the check's answer: one call in place of two.

Rasa checks what a form was told by one action (`validate_…`) and then asks for what is still open
by another (`action_ask_…`). The call for the check says which action asks for which slot; whoever
runs it may answer the question with it (actions/kit/ahead.py). That answer is used if the very next
call of the turn is for this question, with slots as they were foreseen; else it is as if it had not
been there.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from rasa.core.actions.forms import FormAction
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain

CHECK = "validate_"


@dataclass(frozen=True)
class _Ahead:
    sender: str
    action: str
    slots: Mapping[str, Any]
    answer: dict[str, Any]


_next: ContextVar[_Ahead | None] = ContextVar("actions_ahead", default=None)
_questions: dict[str, list[tuple[str, str]]] = {}


def install(domain: Domain) -> None:
    """Know the forms of `domain`. Safe to repeat."""
    _questions.clear()
    for form in domain.form_names:
        asking = FormAction(form, None)
        named = {
            slot: asking._name_of_utterance(domain, slot) for slot in asking.required_slots(domain)
        }
        _questions[CHECK + form] = [(slot, action or "") for slot, action in named.items()]


def questions(action: str) -> list[tuple[str, str]]:
    """The slots that the form which `action` checks needs, in order, with the actions that ask for
    them; empty for an action that checks none."""
    return _questions.get(action, [])


def forget() -> None:
    """Another turn begins."""
    _next.set(None)


def keep(call: Mapping[str, Any], answer: Any) -> None:
    """Note what came with the answer to `call`, if something did."""
    asked = answer.get("asked") if isinstance(answer, dict) else None
    if not isinstance(asked, dict):
        return
    slots = dict(call["tracker"]["slots"])
    slots |= {e["name"]: e["value"] for e in answer["events"] if e["event"] == "slot"}
    _next.set(_Ahead(call["sender_id"], asked.pop("action"), _without_requested(slots), asked))


def take(call: Mapping[str, Any]) -> dict[str, Any] | None:
    """The answer to `call`, if it came with the one before."""
    ahead = _next.get()
    if ahead is None:
        return None
    forget()
    foreseen = (ahead.sender, ahead.action) == (call["sender_id"], call["next_action"])
    if foreseen and ahead.slots == _without_requested(call["tracker"]["slots"]):
        return ahead.answer
    return None


def _without_requested(slots: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in slots.items() if name != REQUESTED_SLOT}
