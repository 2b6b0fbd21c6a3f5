"""Something to take along, called by what it does or by what was spoken of: "a portable one"."""

from collections.abc import Sequence

from sqlalchemy import select

from actions.booking import view
from actions.booking.draft import BookingDraft
from actions.kit.turn import Turn
from models.conversations import Message
from services.booking import features, naming, reading
from services.booking.shelf import Thing

_BACK = 3
"""Messages of theirs in which is looked for what it has to do."""


def is_wanted(turn: Turn, things: Sequence[Thing]) -> bool:
    """Whether something to take along is wanted, and not beside what was spoken of; the park lends
    such things."""
    text = turn.said.text
    if not reading.borrows(text) or reading.is_besides(text) or reading.names_a_room(text):
        return False
    lent = {one.id for one in things if one.pool.kind == naming.EQUIPMENT}
    named = naming.named_in(text, things)
    pools = {one.pool.code for one in things if one.id in lent}
    room = {*named.things} - lent or {*named.pools} - pools
    return bool(lent) and not room


async def hear(draft: BookingDraft, turn: Turn, things: Sequence[Thing]) -> None:
    """Where the words do not tell what it is, what it has to do was said just before: that the
    projector is dead. It is for the meeting that goes on, where no other time is told."""
    if not is_wanted(turn, things):
        return
    lent = {one.id for one in things if one.pool.kind == naming.EQUIPMENT}
    if not lent & {*draft.things}:
        those = await _of_before(turn, things)
        if not those:
            return
        draft.pool, draft.things = those[0].pool.code, [one.id for one in those]
        draft.features = []
    if draft.starts is None:
        await _while_they_meet(draft, turn)


async def _of_before(turn: Turn, things: Sequence[Thing]) -> list[Thing]:
    rows = await turn.session.scalars(
        select(Message.text)
        .where(
            Message.park_id == turn.park_id,
            Message.conversation_id == turn.conversation.id,
            Message.direction == "in",
        )
        .order_by(Message.seq.desc())
        .limit(_BACK)
    )
    for text in rows:
        if those := naming.lent_for(features.named_in(text or ""), things):
            return those
    return []


async def _while_they_meet(draft: BookingDraft, turn: Turn) -> None:
    """From now until their meeting is over."""
    here = [one for one in await view.changeable(turn) if one.starts_at <= turn.now < one.ends_at]
    if here:
        draft.day = turn.local_now.isoformat()
        draft.starts = turn.local_now.isoformat()
        draft.ends = here[0].ends_at.astimezone(turn.zone).isoformat()
