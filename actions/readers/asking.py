"""A message that nobody understood: asks the gateway for a second reading of it, or takes one."""

from actions.kit.base import Events
from actions.kit.giving_up import says_everything
from actions.kit.standing import state_of
from actions.kit.turn import Turn
from actions.readers.proposing import propose
from services.readers import masking, vocabulary

ASKING = "…"
"""The gateway replaces what says this; nobody is told it."""


async def take(turn: Turn) -> Events | None:
    """None where no reader is beside the bot, or nothing came of it: the bot goes on as ever."""
    told = turn.reader
    if told.get("mode") != "assist" or turn.said.pressed or says_everything(turn.said):
        return None
    if "read" in told:
        read = told["read"].get(turn.said.text)
        return await propose(turn, read) if read else None
    if turn.said.danger.get("zone") not in (None, "none"):
        return None
    await _ask(turn)
    return []


async def _ask(turn: Turn) -> None:
    """Say what may be sent: read now, and sent when this transaction is over."""
    state = await state_of(turn)
    said = turn.said
    masked = await masking.masked(turn.session, turn.park_id, said.text, said.entities)
    turn.kept = False
    turn.tell(
        ASKING,
        reader={
            "text": said.text,
            "masked": masked.text,
            "marks": dict(masked.marks),
            "allowed": list(vocabulary.allowed(state)),
            "language": turn.language,
            "asked": state.asked.field_name or None if state.asked else None,
            "stands": sorted({str(one.what) for one in state.things}),
        },
    )
