"""Acts of danger: an alarm, what is taken back, and a yes or a no to whether it is happening."""

from typing import Any

from actions.kit.base import Events
from actions.kit.turn import Turn
from actions.repair import danger
from models.conversations import Message
from services.acts.acts import Confirm, Danger
from services.acts.steps import Step
from services.danger import kinds
from services.danger.signs import ALARM


async def raise_or_withdraw(turn: Turn, step: Step) -> Events:
    """Advice, a ticket and staff at once; or, taken back, a note for staff, who close it."""
    act = step.act
    assert isinstance(act, Danger)
    words = act.fields.description or await _words(turn)
    if not act.now:
        with turn.hearing("danger_over", words):
            return await danger.over(turn)
    category = act.fields.category or kinds.category_of(act.kind or "")
    entities: list[dict[str, Any]] = [{"entity": "repair_category", "value": category}]
    place = act.fields.place
    if place is not None:
        named = place.model_dump(include={"building", "floor", "room", "place"})
        entities.append({"entity": "location", "value": named, "start": 0, "end": 0})
    heard = {"zone": ALARM, "kind": act.kind or kinds.kind_of(category), "p": 1.0}
    with turn.hearing("danger", words, entities, heard):
        return await danger.hear(turn)


async def answer(turn: Turn, step: Step) -> Events:
    """Whether what we asked about is happening."""
    if isinstance(step.act, Confirm):
        with turn.hearing("danger_yes"):
            return await danger.happening(turn)
    with turn.hearing("danger_no"):
        return await danger.only_asked(turn)


async def _words(turn: Turn) -> str:
    """The message as it was written."""
    message = await turn.session.get(Message, (turn.park_id, turn.stored_message_id))
    return message.text if message is not None else ""
