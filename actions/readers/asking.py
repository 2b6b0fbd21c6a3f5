"""What a second reader may be asked: of a message that nobody understood, in which no act was read,
or of which two readings are nearly as likely; and what becomes of its answer.

Beside a bot that helps (assist) the action asks and nothing of it is kept; it runs again with what
was pointed at. Where the two are only compared (shadow) the same is told beside the answer.
"""

from collections.abc import Collection
from typing import Any

from actions.kit.base import Events
from actions.kit.giving_up import says_everything
from actions.kit.standing import REQUESTED, state_of
from actions.kit.turn import Turn
from actions.readers.proposing import propose
from services.acts.state import Standing, State
from services.conversations.questions import CONFIRM
from services.readers import masking, vocabulary
from services.readers.doubt import rivals

ASKING = "…"
"""The gateway replaces what says this; nobody is told it."""
KEY = "reader"
"""In what is told to the gateway: what may be asked."""


async def take(turn: Turn) -> Events | None:
    """Of a message that was not understood. None where no reader is beside the bot, or nothing came
    of it: the bot goes on as ever."""
    if not _may_be_read(turn) or says_everything(turn.said):
        return None
    if "read" in turn.reader:
        return await _proposed(turn)
    return await _ask(turn, await state_of(turn))


async def take_tie(turn: Turn) -> Events | None:
    """Of a message that was understood, and nearly as likely asks for something else: a proposal
    where that is what was pointed at. Never in the middle of something: there the same words do
    the same, whichever of its readings is the likeliest."""
    near = _rivals(turn)
    if not near or not _may_be_read(turn) or turn.active_form is not None:
        return None
    if "read" in turn.reader:
        return await _proposed(turn, only=near)
    state = await state_of(turn)
    if any(thing.standing is Standing.DRAFT for thing in state.things):
        return None
    return await _ask(turn, state)


async def look(turn: Turn) -> None:
    """In a turn that was drawn for comparing, before it changes what stands. What a form has taken
    in has changed it before anything is said."""
    unchanged = turn.active_form is None or turn.stepped_aside
    if turn.reader.get("sample") and unchanged and _may_be_read(turn):
        turn.beside[KEY] = await _question(turn, await state_of(turn))


def _rivals(turn: Turn) -> Collection[str]:
    if turn.reader.get("mode") not in ("assist", "shadow"):
        return ()
    return rivals(turn.said.intent, turn.said.confidence, turn.said.ranking)


def _may_be_read(turn: Turn) -> bool:
    """Not where a danger is heard, and not where a yes would be one to a form's own question."""
    calm = turn.said.danger.get("zone") in (None, "none")
    free = not turn.said.pressed and turn.slots.get(REQUESTED) != CONFIRM
    return turn.reader.get("mode") in ("assist", "shadow") and calm and free


async def _proposed(turn: Turn, only: Collection[str] | None = None) -> Events | None:
    read = turn.reader["read"].get(turn.said.text) or ()
    read = [one for one in read if only is None or one["do"] in only]
    return await propose(turn, read) if read else None


async def _ask(turn: Turn, state: State) -> Events | None:
    """Say what may be sent: read now, and sent when this transaction is over."""
    question = await _question(turn, state)
    if turn.reader["mode"] == "shadow":
        turn.beside.setdefault(KEY, question)
        return None
    turn.kept = False
    turn.tell(ASKING, reader=question)
    return []


async def _question(turn: Turn, state: State) -> dict[str, Any]:
    said = turn.said
    masked = await masking.masked(turn.session, turn.park_id, said.text, said.entities)
    return {
        "text": said.text,
        "masked": masked.text,
        "marks": dict(masked.marks),
        "allowed": list(vocabulary.allowed(state)),
        "language": turn.language,
        "asked": state.asked.field_name or None if state.asked else None,
        "stands": sorted({str(one.what) for one in state.things}),
    }
