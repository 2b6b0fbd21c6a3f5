"""Dropping all that is open at once, whichever package it is of. What is placed stays."""

import re

from rasa_sdk.events import ActiveLoop, SlotSet

import actions
from actions.kit.base import Events
from actions.kit.forms import REQUESTED, forms
from actions.kit.hooks import Drops
from actions.kit.said import Said
from actions.kit.turn import Turn
from services.kit.plugins import found

_EVERYTHING = re.compile(
    r"(?:全部?|都|统统|通通|所有的?)(?:都|给我)?(?:不要|取消|不用|不弄|不办|算)了?"
    r"|(?:全部?|都|所有的?).{0,6}取消|取消(?:全部|所有)"
    r"|\b(?:cancel|drop|forget|stop)(?: about)?"
    r" (?:everything|all|it all|all of (?:it|them|that))\b",
    re.IGNORECASE,
)
_NARROWER = re.compile(
    r"[辣葱蒜香菜糖冰]|报修|访客|工单|\b(?:repairs?|visitors?|guests?)\b", re.IGNORECASE
)
"""Of one kind only, or of a dish: not everything."""


def says_everything(said: Said) -> bool:
    if said.pressed or said.edits_cart or said.names_number:
        return False
    return bool(_EVERYTHING.search(said.text)) and not _NARROWER.search(said.text)


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
    return [event for form in forms() for event in form.over()]


async def leave_everything(turn: Turn) -> Events:
    """`drop_everything`, outside of a form's check: the form that runs ends."""
    return [*await drop_everything(turn), ActiveLoop(None), SlotSet(REQUESTED, None)]
