"""What tickets bring to the park's rules."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.events import EventRow
from models.people import Person
from models.staff import Staff
from models.tickets import Ticket
from services.alerts import alerting
from services.automation.kinds import Doing, Field, Param, RuleAction, RuleEvent, Value, of_data
from services.events.base import Event
from services.events.follows import Told
from services.events.publish import publish
from services.handoffs import rule_parts as chats
from services.kit.actors import ITSELF
from services.tickets import dispatch, rules, tickets
from services.tickets.events import (
    TicketAssigned,
    TicketCancelled,
    TicketEvent,
    TicketFlagged,
    TicketMessaged,
    TicketRated,
    TicketReopened,
    TicketReported,
    TicketResolved,
    TicketSlaBreached,
    TicketSlaWarned,
    TicketUrged,
)
from services.tickets.sla_admin import KINDS

ABOUT = "ticket"
CATEGORIES = (
    "electrical", "plumbing", "hvac", "elevator", "network", "access_control", "fire_safety",
    "security", "cleaning", "furniture", "landscaping", "parking", "pest", "other",
)  # fmt: skip
URGENCIES = ("critical", "urgent", "normal", "low")
RAISED = ("urgent", "normal", "low")
"""What a rule may set: danger is what people report, and no rule makes or ends it."""


async def _ticket(session: AsyncSession, row: EventRow, event: Event) -> Ticket:
    assert isinstance(event, TicketEvent)
    return await tickets.load(session, row.park_id, event.ticket_id)


async def _building(session: AsyncSession, row: EventRow, event: Event) -> Value:
    return (await _ticket(session, row, event)).building


async def _words(session: AsyncSession, row: EventRow, event: Event) -> Value:
    return (await _ticket(session, row, event)).description


async def _of_company(session: AsyncSession, row: EventRow, event: Event) -> Value:
    ticket = await _ticket(session, row, event)
    if ticket.person_id is None:
        return False
    person = await session.get_one(Person, (row.park_id, ticket.person_id))
    return person.company_id is not None


_OF_ALL = (
    Field("kind", "choice", of_data("kind"), KINDS),
    Field("category", "choice", of_data("category"), CATEGORIES),
    Field("urgency", "choice", of_data("urgency"), URGENCIES),
    Field("building", "choice", _building, rows="buildings"),
    Field("words", "words", _words),
    Field("of_company", "yes", _of_company),
    chats.AFTER_HOURS,
)
_CLOCK = Field("clock", "choice", of_data("clock"), ("respond", "resolve"))


async def _open(session: AsyncSession, doing: Doing) -> Ticket | None:
    """The ticket, where it is worked on still."""
    found = await tickets.load(session, doing.park_id, doing.id)
    return found if found.status in tickets.OPEN else None


async def _member(session: AsyncSession, doing: Doing) -> Staff | None:
    return await session.get(Staff, (doing.park_id, int(doing.values["staff"])))


async def _cannot_assign(session: AsyncSession, doing: Doing) -> str | None:
    ticket, member = await _open(session, doing), await _member(session, doing)
    if ticket is None:
        return "over"
    if member is None or not member.active or not rules.may_be_given(ticket, member):
        return "gone"
    return "already" if ticket.assignee_id is not None else None


async def _assign(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    ticket, member = await _open(session, doing), await _member(session, doing)
    assert ticket is not None
    assert member is not None
    await dispatch.assign(session, ticket, member, by=ITSELF, now=doing.now)
    return ()


async def _cannot_dispatch(session: AsyncSession, doing: Doing) -> str | None:
    ticket = await _open(session, doing)
    if ticket is None:
        return "over"
    if ticket.assignee_id is not None:
        return "already"
    found = await dispatch.suggest(session, ticket, doing.now)
    return None if any(one.fits for one in found) else "nobody_free"


async def _dispatch(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    ticket = await tickets.load(session, doing.park_id, doing.id)
    await dispatch.auto_assign(session, ticket, doing.now)
    return ()


async def _cannot_urge(session: AsyncSession, doing: Doing) -> str | None:
    ticket = await _open(session, doing)
    if ticket is None:
        return "over"
    if ticket.urgency == "critical":
        return "danger"
    return "already" if ticket.urgency == doing.values["urgency"] else None


async def _urge(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    values = {"urgency": doing.values["urgency"]}
    await tickets.edit(session, doing.park_id, doing.id, values, by=ITSELF, now=doing.now)
    return ()


async def _never(_session: AsyncSession, _doing: Doing) -> str | None:
    return None


async def _note(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    words = doing.values["text"]
    await tickets.note(session, doing.park_id, doing.id, words, by=ITSELF, now=doing.now)
    return ()


async def _cannot_reply(session: AsyncSession, doing: Doing) -> str | None:
    ticket = await tickets.load(session, doing.park_id, doing.id)
    if ticket.conversation_id is None:
        return "no_chat"
    return await chats.owned(session, doing.park_id, ticket.conversation_id)


async def _reply(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    ticket = await tickets.load(session, doing.park_id, doing.id)
    assert ticket.conversation_id is not None
    return await chats.say_in(session, ticket.conversation_id, doing)


async def _tell(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    called = await alerting.with_role(session, doing.park_id, doing.values["role"])
    ticket = await tickets.load(session, doing.park_id, doing.id, lock=True)
    event = TicketFlagged(**tickets.summary(ticket), staff_ids=called, rule=doing.rule)
    await publish(session, doing.park_id, event, now=doing.now)
    return ()


async def _has_ticket(session: AsyncSession, doing: Doing) -> str | None:
    """Why a conversation gets none: it has one of that kind that is open."""
    found = await session.scalar(
        select(Ticket.id)
        .where(
            Ticket.park_id == doing.park_id,
            Ticket.conversation_id == doing.id,
            Ticket.kind == doing.values["kind"],
            Ticket.status.in_(tickets.OPEN),
        )
        .limit(1)
    )
    return "already" if found is not None else None


async def _open_ticket(session: AsyncSession, doing: Doing) -> Sequence[Told]:
    """With the tenant's last words; the rule's name where there are none."""
    conversation = await session.get_one(Conversation, (doing.park_id, doing.id))
    person = await session.get_one(Person, (doing.park_id, conversation.person_id))
    said = await session.scalar(
        select(Message.text)
        .where(
            Message.park_id == doing.park_id,
            Message.conversation_id == doing.id,
            Message.author == "tenant",
            Message.text != "",
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )
    await tickets.open_ticket(
        session,
        doing.park_id,
        kind=doing.values["kind"],
        urgency=doing.values["urgency"],
        description=said or doing.rule,
        phone=person.phone,
        person_id=person.id,
        conversation_id=conversation.id,
        now=doing.now,
    )
    return ()


PARTS = (
    *(
        RuleEvent(kind, ABOUT, _OF_ALL)
        for kind in (
            TicketReported,
            TicketAssigned,
            TicketReopened,
            TicketResolved,
            TicketCancelled,
        )
    ),
    RuleEvent(TicketUrged, ABOUT, (Field("urges", "number", of_data("urges")), *_OF_ALL)),
    RuleEvent(TicketSlaWarned, ABOUT, (_CLOCK, *_OF_ALL)),
    RuleEvent(TicketSlaBreached, ABOUT, (_CLOCK, *_OF_ALL)),
    RuleEvent(TicketRated, ABOUT, (Field("rating", "number", of_data("rating")), *_OF_ALL)),
    RuleEvent(
        TicketMessaged,
        ABOUT,
        (Field("author", "choice", of_data("author"), ("tenant", "staff")), *_OF_ALL),
    ),
    RuleAction("dispatch", ABOUT, (), _cannot_dispatch, _dispatch),
    RuleAction("assign", ABOUT, (Param("staff", "staff"),), _cannot_assign, _assign),
    RuleAction("urge", ABOUT, (Param("urgency", "choice", RAISED),), _cannot_urge, _urge),
    RuleAction("note", ABOUT, (Param("text", "text"),), _never, _note),
    RuleAction("tell", ABOUT, chats.TELL, chats.nobody, _tell),
    RuleAction("reply", ABOUT, chats.REPLY_WORDS, _cannot_reply, _reply),
    RuleAction(
        "ticket",
        chats.ABOUT,
        (
            Param("kind", "choice", ("question", "complaint", "repair")),
            Param("urgency", "choice", RAISED),
        ),
        _has_ticket,
        _open_ticket,
    ),
)
