"""Messages whose intent led elsewhere, and that change what stands or ask about it."""

from actions.acts.acting import do
from actions.acts.translating import translate
from actions.kit.base import Events
from actions.kit.standing import state_of
from actions.kit.turn import Turn
from services.acts.acts import About, Act, Ask, Correct, Edit, Give, Restore

ACTIONS = frozenset(
    {
        *("action_out_of_scope", "action_complain", "action_ask_human", "action_faq"),
        *("action_report_repair", "action_register_visitor", "action_deny"),
        *("action_cancel_repair", "action_cancel_visit", "action_urge_repair"),
    }
)
"""Actions that have a message heard here first."""
_SHOWS = frozenset(
    {
        *("item", "line_ref", "quantity", "option", "note", "correction", "restore", "question"),
        *("location", "time", "period", "shift", "phone", "plate", "no_car", "headcount", "same"),
    }
)
"""Entities without one of which a message is none of these, whatever stands."""


async def take(turn: Turn) -> Events | None:
    """Do what the message does to what stands; None if that is nothing, or not all of it."""
    said = turn.said
    if said.pressed or not any(entity["entity"] in _SHOWS for entity in said.entities):
        return None
    state = await state_of(turn)
    acts = [act for act in translate(said, state) if act.act != "social"]
    if not acts or not all(map(_is_on_what_stands, acts)):
        return None
    return await do(turn, acts, state)


def _is_on_what_stands(act: Act) -> bool:
    """A form has stepped aside by now, and has taken nothing of the message."""
    if isinstance(act, Ask):
        return act.about is About.ITEM
    return isinstance(act, Edit | Give | Correct | Restore)
