"""What a form was given up with: it can come back for a while."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from rasa_sdk.events import SlotSet

from actions.kit.base import Events
from actions.kit.turn import Turn
from services.acts.state import RECENT


@dataclass(frozen=True, slots=True)
class GivenUp:
    """`draft` as its slot held it."""

    draft: Mapping[str, Any]
    at: datetime

    @classmethod
    def of(cls, turn: Turn, slot: str) -> Self | None:
        """What `slot` remembers; None if there is nothing, or it is too long ago."""
        held = turn.slots.get(slot)
        if not held:
            return None
        given_up = cls(held["draft"], datetime.fromisoformat(held["at"]))
        return given_up if turn.now - given_up.at <= RECENT else None


def kept(turn: Turn, draft: Mapping[str, Any]) -> dict[str, Any]:
    """What a slot remembers of a draft that is being given up."""
    return {"draft": dict(draft), "at": turn.now.isoformat()}


def remember(turn: Turn, slot: str, draft: Mapping[str, Any]) -> Events:
    return [SlotSet(slot, kept(turn, draft))]


def forget(slot: str) -> Events:
    return [SlotSet(slot, None)]
