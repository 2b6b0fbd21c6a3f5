"""What conversations bring to the park's rules."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.events import EventRow
from models.park import Park
from models.people import Person
from models.staff import Staff
from services.alerts import alerting
from services.automation.kinds import Doing, Field, Param, RuleAction, RuleEvent, Value, of_data
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.conversations.events import (
    ConversationEvent,
    ConversationFlagged,
    ConversationHandedBack,
    ConversationHandedOff,
    ConversationRated,
    ConversationReplied,
)
from services.events.base import Event
from services.events.follows import Told
from services.events.publish import publish
from services.handoffs import dispatch, handoffs
from services.park.opening import closed_until
from services.staff.permissions import ROLES, permissions_of

ABOUT = "conversation"
REASONS = ("asked", "fallbacks", "complaint", "critical", "bot_failed", "bot_down", "taken")
ENDINGS = ("handed_back", "resolved", "quiet", "withdrawn")
REPLY = "inbox.reply"


async def _conversation(session: AsyncSession, row: EventRow, event: Event) -> Conversation:
    assert isinstance(event, ConversationEvent)
    return await conversations.find(session, row.park_id, event.conversation_id)


async def _channel(session: AsyncSession, row: EventRow, event: Event) -> Value:
    return (await _conversation(session, row, event)).channel


async def _language(session: AsyncSession, row: EventRow, event: Event) -> Value:
    return (await _conversation(session, row, event)).language


async def _of_company(session: AsyncSession, row: EventRow, event: Event) -> Value:
    found = await _conversation(session, row, event)
    person = await session.get_one(Person, (row.park_id, found.person_id))
    return person.company_id is not None


async def _words(session: AsyncSession, row: EventRow, event: Event) -> Value:
    """The tenant's last words by then."""
    found = await _conversation(session, row, event)
    return await session.scalar(
        select(Message.text)
        .where(
            Message.park_id == row.park_id,
            Message.conversation_id == found.id,
            Message.direction == "in",
            Message.created_at <= row.occurred_at,
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )


async def after_hours(session: AsyncSession, row: EventRow, _event: Event) -> Value:
    """Whether the park was closed when it happened."""
    park = await session.get_one(Park, row.park_id)
    return await closed_until(session, park, now=row.occurred_at) is not None


AFTER_HOURS = Field("after_hours", "yes", after_hours)
_OF_ALL = (
    Field("channel", "choice", _channel, rows="channels"),
    Field("language", "choice", _language, ("zh", "en")),
    Field("of_company", "yes", _of_company),
    Field("words", "words", _words),
    AFTER_HOURS,
)


async def _staff(session: AsyncSession, doing: Doing) -> Staff | None:
    """Who may still be given it."""
    found = await session.get(Staff, (doing.park_id, int(doing.values["staff"])))
    fits = found is not None and found.active and REPLY in permissions_of(found.roles)
    return found if fits else None


async def _cannot_give(session: AsyncSession, doing: Doing) -> str | None:
    found = await conversations.find(session, doing.park_id, doing.id)
    if found.owner == "staff":
        return "owned"
    member = await _staff(session, doing)
    if member is None:
        return "gone"
    return "no_room" if await dispatch.is_full(session, member) else None


async def _give(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    member = await _staff(session, doing)
    assert member is not None
    await handoffs.assign(session, doing.park_id, doing.id, member, by=None, now=doing.now)
    return [Told(doing.park_id, doing.id)]


async def _cannot_dispatch(session: AsyncSession, doing: Doing) -> str | None:
    if (why := await owned(session, doing.park_id, doing.id)) is not None:
        return why
    park = await session.get_one(Park, doing.park_id)
    offered = await dispatch.suggest(session, park, doing.now, but=doing.id)
    return None if any(one.fits for one in offered) else "nobody_free"


async def _dispatch(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    await dispatch.auto_assign(session, doing.park_id, doing.id, by=None, now=doing.now)
    return [Told(doing.park_id, doing.id)]


async def owned(session: AsyncSession, park_id: int, conversation_id: int) -> str | None:
    """Who owns a conversation is the only one who speaks there."""
    found = await conversations.find(session, park_id, conversation_id)
    return "owned" if found.owner == "staff" else None


async def say_in(session: AsyncSession, conversation_id: int, doing: Doing) -> Sequence[Told]:
    """The action's words, in the conversation's language."""
    found = await handoffs.lock(session, doing.park_id, conversation_id)
    text = doing.values[f"text_{found.language}"]
    await conversations.speak(session, found, [Reply(text)], author="system", now=doing.now)
    return [Told(doing.park_id, conversation_id)]


async def _cannot_reply(session: AsyncSession, doing: Doing) -> str | None:
    return await owned(session, doing.park_id, doing.id)


async def _reply(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    return await say_in(session, doing.id, doing)


async def nobody(session: AsyncSession, doing: Doing) -> str | None:
    """Why telling a role tells nobody."""
    called = await alerting.with_role(session, doing.park_id, doing.values["role"])
    return None if called else "nobody"


async def _tell(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    called = await alerting.with_role(session, doing.park_id, doing.values["role"])
    await handoffs.lock(session, doing.park_id, doing.id)
    event = ConversationFlagged(conversation_id=doing.id, staff_ids=called, rule=doing.rule)
    await publish(session, doing.park_id, event, now=doing.now)
    return ()


TELL = (Param("role", "role", ROLES),)
REPLY_WORDS = (Param("text_zh", "text"), Param("text_en", "text"))
PARTS = (
    RuleEvent(
        ConversationHandedOff,
        ABOUT,
        (Field("reason", "choice", of_data("reason"), REASONS), *_OF_ALL),
    ),
    RuleEvent(ConversationReplied, ABOUT, _OF_ALL),
    RuleEvent(
        ConversationHandedBack, ABOUT, (Field("by", "choice", of_data("by"), ENDINGS), *_OF_ALL)
    ),
    RuleEvent(ConversationRated, ABOUT, (Field("rating", "number", of_data("rating")), *_OF_ALL)),
    RuleAction("dispatch", ABOUT, (), _cannot_dispatch, _dispatch),
    RuleAction("assign", ABOUT, (Param("staff", "staff"),), _cannot_give, _give),
    RuleAction("tell", ABOUT, TELL, nobody, _tell),
    RuleAction("reply", ABOUT, REPLY_WORDS, _cannot_reply, _reply),
)
