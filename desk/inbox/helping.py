"""What comes out of a conversation: a ticket, and sentences for the bot to learn."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field, StringConstraints
from sqlalchemy import select

from desk.frame.call import Call
from desk.frame.routing import Area
from desk.inbox.codes import CATEGORIES, intents
from models.conversations import Message
from models.people import Person
from services.conversations import conversations
from services.kit import actors
from services.kit.errors import NotFound
from services.knowledge import taught
from services.tickets import photos, tickets

area = Area("inbox")

Urgency = Literal["critical", "urgent", "normal", "low"]


def known_category(code: str) -> str:
    if code not in CATEGORIES:
        raise ValueError("shell-invalid-choice")
    return code


class NewTicket(BaseModel):
    """`category` and `place` are a repair's."""

    kind: Literal["question", "repair", "complaint"]
    description: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)
    ]
    category: Annotated[str, AfterValidator(known_category)] = "other"
    urgency: Urgency = "normal"
    place: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class Lesson(BaseModel):
    seq: int = Field(ge=1, le=2**53)
    intent: str = Field(max_length=60)


@area.post("/inbox/{conversation}/ticket", allows="tickets.dispatch")
async def open_ticket(call: Call) -> web.Response:
    """Of the tenant, reported by staff; a repair takes up the photos that were sent just now."""
    entered = await call.form(NewTicket)
    found = await conversations.find(call.session, call.park.id, call.id("conversation"))
    person = await call.session.get_one(Person, (found.park_id, found.person_id))
    is_repair = entered.kind == "repair"
    by = actors.staff(call.staff)
    ticket = await tickets.open_ticket(
        call.session,
        call.park.id,
        kind=entered.kind,
        urgency=entered.urgency,
        category=entered.category if is_repair else "other",
        description=entered.description,
        place=(entered.place or None) if is_repair else None,
        phone=person.phone,
        person_id=found.person_id,
        conversation_id=found.id,
        by=by,
        now=call.now,
    )
    if is_repair:
        await photos.attach(call.session, ticket, found, by=by, now=call.now)
    call.wake(found.id)
    return web.json_response({"id": ticket.id, "ticket_no": ticket.ticket_no})


@area.post("/inbox/{conversation}/teach", allows="inbox.reply")
async def teach(call: Call) -> web.Response:
    """Keep what the tenant said with the intent that it should have had, for the next training, and
    whose it was, so that it is forgotten with them."""
    lesson = await call.form(Lesson)
    text = await call.session.scalar(
        select(Message.text).where(
            Message.park_id == call.park.id,
            Message.conversation_id == call.id("conversation"),
            Message.seq == lesson.seq,
            Message.author == "tenant",
        )
    )
    if text is None:
        raise NotFound(f"no message {lesson.seq} of the tenant")
    await taught.add_sentence(
        call.session,
        call.park.id,
        text,
        lesson.intent,
        intents=frozenset(intents()),
        conversation_id=call.id("conversation"),
        now=call.now,
    )
    return call.empty()
