"""Dropping all that is open at once, whichever package it is of. What is placed stays."""

from rasa_sdk.events import ActiveLoop, SlotSet

import actions
from actions.kit.base import Events
from actions.kit.forms import REQUESTED, forms
from actions.kit.hooks import Drops
from actions.kit.said import Said
from actions.kit.turn import Turn
from services.kit.plugins import found

_SPARES = frozenset({"keep", "only", "except"})
"""Roles of what is not dropped."""


def says_everything(said: Said) -> bool:
    if said.pressed or said.edits_cart or said.names_number:
        return False
    if any(one.get("role") in _SPARES for one in said.entities):
        return False  # "Drop everything you eat, keep everything you drink."
    return said.gives_up_all and not said.names_kind("repair", "visit")


async def drop_everything(turn: Turn) -> Events:
    """Drop what is open and say so, and what is kept. The forms' slots are empty then; a form that
    runs has to end itself.
    """
    brought = found(actions, Drops)
    dropped = [
        thing
        for one in sorted(brought, key=lambda one: one.place)
        for thing in await one.drop(turn)
    ]
    if dropped:
        things = ("、" if turn.language == "zh" else ", ").join(dropped)
        turn.tell(turn.text("dropped-everything", things=things))
    for one in brought:
        if one.tell_kept is not None:
            await one.tell_kept(turn)
    if not turn.utterances:
        turn.tell(turn.text("deny-nothing"))
    remembered = [SlotSet(name, value) for name, value in turn.remembered.items()]
    return [*(event for form in forms() for event in form.over()), *remembered]


async def leave_everything(turn: Turn) -> Events:
    """`drop_everything`, outside of a form's check: the form that runs ends."""
    return [*await drop_everything(turn), ActiveLoop(None), SlotSet(REQUESTED, None)]
