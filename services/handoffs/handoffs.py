"""Who owns a conversation: the bot, the queue, or staff. The one writer of `conversation.owner`.

Every change is made under the lock of the conversation's row, so that a message, a take-over and a
hand-back that meet happen one after the other.
"""

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.handoffs import Handoff, Snooze
from models.park import Park
from models.staff import Staff
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.conversations.events import (
    ConversationAssigned,
    ConversationEvent,
    ConversationHandedBack,
    ConversationHandedOff,
    ConversationRated,
)
from services.events.follows import Told
from services.events.publish import publish
from services.events.states import Transition, transition
from services.handoffs import summary as handoff_summary
from services.kit.errors import Conflict, Invalid
from services.kit.rest import at_work
from services.notices.opt_outs import opted_out
from services.people import guest_limits
from services.texts import say

ACTIONS: dict[str, Transition[ConversationEvent]] = {
    "hand_off": transition("bot", "queued", ConversationHandedOff),
    "give": transition("bot queued staff", "staff", ConversationAssigned),
    "hand_back": transition("queued staff", "bot", ConversationHandedBack),
}
"""Whose a conversation is, whole. It is born the bot's; staff take it (`take`) or are given it
(`assign`). Out of turn, being handed off or back changes nothing and is no error."""

_SERIOUS = {"critical"}
"""Reasons that count also for a conversation that waits already."""
_ASKED_FOR = {"asked", "fallbacks"}
"""Reasons that a guest can bring about at will."""
WITHDRAWN = "withdrawn"
"""How a handoff ends that the tenant needs no more."""
_RATED_ENDINGS = {"resolved", "quiet"}


class OwnedByOther(Conflict):
    """Another member of staff has it. `details`: `assignee_id` and `name`."""

    code = "owned_by_other"


async def lock(session: AsyncSession, park_id: int, conversation_id: int) -> Conversation:
    """The conversation, its row locked and read anew. Raises NotFound."""
    conversation = await conversations.find(session, park_id, conversation_id)
    await session.refresh(conversation, with_for_update={"key_share": True})
    return conversation


async def current(session: AsyncSession, conversation: Conversation) -> Handoff | None:
    """The handoff that is not over yet."""
    return await session.scalar(
        select(Handoff).where(
            Handoff.park_id == conversation.park_id,
            Handoff.conversation_id == conversation.id,
            Handoff.ended_at.is_(None),
        )
    )


async def ahead(session: AsyncSession, conversation: Conversation) -> int:
    """How many conversations have been waiting for longer than a queued one."""
    waits = await current(session, conversation)
    if waits is None or waits.assignee_id is not None:
        return 0
    earlier = select(func.count()).where(
        Handoff.park_id == conversation.park_id,
        Handoff.ended_at.is_(None),
        Handoff.assignee_id.is_(None),
        Handoff.id < waits.id,
    )
    return await session.scalar(earlier) or 0


async def hand_off(
    session: AsyncSession, conversation: Conversation, reason: str, *, now: datetime
) -> bool:
    """Queue a conversation for staff; whether that is new.

    Asking again while it waits or is in somebody's hands changes nothing, but that danger is said
    once more. Raises GuestLimit for a guest who asks for a person too often.
    """
    await session.refresh(conversation, with_for_update={"key_share": True})
    waits = await current(session, conversation)
    if waits is not None:
        if reason not in _SERIOUS or waits.reason in _SERIOUS:
            return False
        waits.reason = reason
    else:
        if reason in _ASKED_FOR:
            await guest_limits.take_one(session, conversation, "handoff", now=now)
        conversation.owner = ACTIONS["hand_off"].target
        await _begin(session, conversation, reason, now)
    event = ConversationHandedOff(conversation_id=conversation.id, reason=reason)
    await publish(session, conversation.park_id, event, now=now)
    return True


async def _begin(
    session: AsyncSession, conversation: Conversation, reason: str, now: datetime
) -> Handoff:
    handoff = Handoff(
        park_id=conversation.park_id,
        conversation_id=conversation.id,
        reason=reason,
        summary=await handoff_summary.build(session, conversation),
        queued_at=now,
    )
    session.add(handoff)
    await session.flush()
    return handoff


async def take(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    staff: Staff,
    *,
    now: datetime,
) -> Conversation:
    """A member of staff takes a conversation, queued or from the bot.

    Again changes nothing. Raises NotFound, OwnedByOther.
    """
    conversation = await lock(session, park_id, conversation_id)
    if conversation.assignee_id not in (None, staff.id):
        await _refuse(session, conversation)
    return await _give(session, conversation, staff, by=staff, now=now)


async def assign(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    staff: Staff,
    *,
    by: Staff | None,
    now: datetime,
) -> Conversation:
    """Give a conversation to somebody, also out of another's hands. `by`: None is the park itself.
    Raises NotFound, Invalid."""
    if not staff.active or staff.park_id != park_id:
        raise Invalid("not staff of this park", staff_id=staff.id)
    conversation = await lock(session, park_id, conversation_id)
    return await _give(session, conversation, staff, by=by, now=now)


async def _give(
    session: AsyncSession,
    conversation: Conversation,
    staff: Staff,
    *,
    by: Staff | None,
    now: datetime,
) -> Conversation:
    if conversation.owner == "staff" and conversation.assignee_id == staff.id:
        return conversation
    handoff = await current(session, conversation) or await _begin(
        session, conversation, "taken", now
    )
    handoff.assignee_id, handoff.assigned_at = staff.id, handoff.assigned_at or now
    conversation.owner, conversation.assignee_id = ACTIONS["give"].target, staff.id
    conversation.answered_at = now
    await session.flush()
    event = ConversationAssigned(
        conversation_id=conversation.id, staff_id=staff.id, by_staff_id=by.id if by else None
    )
    await publish(session, conversation.park_id, event, now=now)
    return conversation


async def _refuse(session: AsyncSession, conversation: Conversation) -> None:
    owner = await session.get_one(Staff, (conversation.park_id, conversation.assignee_id))
    raise OwnedByOther(f"{owner.name} has it", assignee_id=owner.id, name=owner.name)


async def check_owner(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    staff: Staff,
    *,
    colleague: int | None,
) -> None:
    """Before somebody ends a conversation: it is theirs, nobody's, or that of the `colleague` whose
    they know it to be. Locks it. Raises NotFound, OwnedByOther."""
    conversation = await lock(session, park_id, conversation_id)
    if conversation.assignee_id not in (None, staff.id, colleague):
        await _refuse(session, conversation)


async def hand_back(
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    *,
    by: str,
    staff: Staff | None,
    now: datetime,
) -> Conversation:
    """Return a conversation to the bot. `by`: handed_back, resolved, quiet.

    Of the last two the tenant is asked once to rate it. Again changes nothing. Staff other than the
    owner may do it; a queued one may be answered and closed without being taken. Raises NotFound.
    """
    conversation = await lock(session, park_id, conversation_id)
    handoff = await current(session, conversation)
    if handoff is None:
        return conversation
    await _end(session, conversation, handoff, by=by, staff=staff, now=now)
    await _say_so(session, conversation, handoff, by, now)
    return conversation


async def _end(
    session: AsyncSession,
    conversation: Conversation,
    handoff: Handoff,
    *,
    by: str,
    staff: Staff | None,
    now: datetime,
) -> None:
    handoff.ended_at, handoff.ended_by = now, by
    conversation.owner, conversation.assignee_id = ACTIONS["hand_back"].target, None
    await session.flush()
    event = ConversationHandedBack(
        conversation_id=conversation.id, by=by, staff_id=staff.id if staff else None
    )
    await publish(session, conversation.park_id, event, now=now)


async def withdraw(session: AsyncSession, conversation: Conversation, *, now: datetime) -> bool:
    """The tenant needs no person any more; whether the conversation is the bot's again.

    One that waits for another reason than that they asked, or were not understood, stays in the
    queue, as does one that staff have. The tenant is told by whoever asks.
    """
    await session.refresh(conversation, with_for_update={"key_share": True})
    handoff = await current(session, conversation)
    if handoff is None or conversation.owner != "queued" or handoff.reason not in _ASKED_FOR:
        return False
    await _end(session, conversation, handoff, by=WITHDRAWN, staff=None, now=now)
    return True


async def _say_so(
    session: AsyncSession, conversation: Conversation, handoff: Handoff, by: str, now: datetime
) -> None:
    language = conversation.language
    asks = by in _RATED_ENDINGS and handoff.first_reply_at is not None
    person = conversation.person_id
    asks = asks and not await opted_out(session, conversation.park_id, [person], "rating")
    key = "handoff-over-rate" if asks else "handoff-over"
    buttons = rating_buttons(f"handoff:{handoff.id}") if asks else []
    data = {"expects": "rating", "about": f"handoff:{handoff.id}"} if asks else {}
    said = Reply(say(language, key), buttons=buttons, data=data)
    await conversations.speak(session, conversation, [said], author="system", now=now)


def rating_buttons(about: str) -> list[dict[str, str]]:
    """Five choices; `about` is kind:id of what is rated. Typing the number chooses, too."""
    return [
        {"title": str(stars), "payload": f'/rate{{"rating": {stars}, "about": "{about}"}}'}
        for stars in range(1, 6)
    ]


async def return_quiet(
    session: AsyncSession, *, now: datetime, limit: int = 50
) -> list[Conversation]:
    """Hand back what staff own and nobody has written in for the park's `handback_minutes`, but for
    what they have put off."""
    last = func.greatest(Conversation.heard_at, Conversation.answered_at)
    found = await session.execute(
        select(Conversation.park_id, Conversation.id)
        .join(Park, Park.id == Conversation.park_id)
        .where(
            Conversation.owner == "staff",
            at_work(Conversation.park_id),
            last < now - func.make_interval(0, 0, 0, 0, 0, Park.handback_minutes),
            ~exists().where(
                Snooze.park_id == Conversation.park_id, Snooze.conversation_id == Conversation.id
            ),
        )
        .limit(limit)
        .with_for_update(of=Conversation, skip_locked=True)
    )
    return [
        await hand_back(session, row.park_id, row.id, by="quiet", staff=None, now=now)
        for row in found.all()
    ]


async def return_quiet_and_tell(session: AsyncSession, *, now: datetime) -> list[Told]:
    """`return_quiet`, for whoever wakes the sockets of those conversations."""
    returned = await return_quiet(session, now=now)
    return [Told(conversation.park_id, conversation.id) for conversation in returned]


async def rate(
    session: AsyncSession,
    conversation: Conversation,
    handoff_id: int,
    rating: int,
    comment: str | None,
    *,
    now: datetime,
) -> bool:
    """The tenant's 1–5 of a handoff of theirs, once; whether it counted."""
    await session.refresh(conversation, with_for_update={"key_share": True})
    handoff = await session.get(Handoff, (conversation.park_id, handoff_id))
    if handoff is None or handoff.conversation_id != conversation.id or handoff.rating is not None:
        return False
    handoff.rating, handoff.rating_comment, handoff.rated_at = rating, comment, now
    await session.flush()
    event = ConversationRated(conversation_id=conversation.id, rating=rating)
    await publish(session, conversation.park_id, event, now=now)
    return True
