"""What comes out of a conversation: a ticket, sentences for the bot to learn, missed danger."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field, StringConstraints
from sqlalchemy import select

from desk.pages.inbox.area import area
from desk.pages.inbox.codes import CATEGORIES, INTENTS
from desk.visit import Visit
from models import Message, Person
from services.conversations import conversations
from services.danger import kinds, marks
from services.kit import actors
from services.kit.audit import By
from services.kit.errors import NotFound
from services.knowledge import taught
from services.tickets import photos, tickets

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


def known_danger(kind: str) -> str:
    if kind not in kinds.KINDS:
        raise ValueError("shell-invalid-choice")
    return kind


class Missed(BaseModel):
    seq: int = Field(ge=1, le=2**53)
    kind: Annotated[str, AfterValidator(known_danger)]


@area.post("/inbox/{conversation}/ticket", allows="tickets.dispatch")
async def open_ticket(visit: Visit) -> web.Response:
    """Of the tenant, reported by staff; a repair takes up the photos that were sent just now."""
    entered = await visit.form(NewTicket)
    found = await conversations.find(visit.session, visit.park.id, visit.id("conversation"))
    person = await visit.session.get_one(Person, (found.park_id, found.person_id))
    is_repair = entered.kind == "repair"
    by = actors.staff(visit.staff)
    ticket = await tickets.open_ticket(
        visit.session,
        visit.park.id,
        kind=entered.kind,
        urgency=entered.urgency,
        category=entered.category if is_repair else "other",
        description=entered.description,
        place=(entered.place or None) if is_repair else None,
        phone=person.phone,
        person_id=found.person_id,
        conversation_id=found.id,
        by=by,
        now=visit.now,
    )
    if is_repair:
        await photos.attach(visit.session, ticket, found, by=by, now=visit.now)
    visit.wake(found.id)
    return web.json_response({"id": ticket.id, "ticket_no": ticket.ticket_no})


@area.post("/inbox/{conversation}/teach", allows="inbox.reply")
async def teach(visit: Visit) -> web.Response:
    """Keep what the tenant said with the intent that it should have had, for the next training, and
    whose it was, so that it is forgotten with them."""
    lesson = await visit.form(Lesson)
    text = await visit.session.scalar(
        select(Message.text).where(
            Message.park_id == visit.park.id,
            Message.conversation_id == visit.id("conversation"),
            Message.seq == lesson.seq,
            Message.author == "tenant",
        )
    )
    if text is None:
        raise NotFound(f"no message {lesson.seq} of the tenant")
    await taught.add_sentence(
        visit.session,
        visit.park.id,
        text,
        lesson.intent,
        intents=frozenset(INTENTS),
        conversation_id=visit.id("conversation"),
        now=visit.now,
    )
    return visit.empty()


@area.post("/inbox/{conversation}/missed", allows="inbox.read")
async def missed(visit: Visit) -> web.Response:
    """Of a message that the bot did not hear as danger; answers with its mark."""
    entered = await visit.form(Missed)
    sign = await marks.mark_missed(
        visit.session,
        By(visit.park.id, visit.staff.id, visit.now),
        visit.id("conversation"),
        entered.seq,
        entered.kind,
    )
    visit.toast("dangers-marked-missed")
    return visit.fragment(
        "dangers/_verdict.html",
        sign=sign,
        marked_by=visit.staff.name,
        danger_kinds=kinds.KINDS,
    )
