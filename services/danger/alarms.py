"""What falls due on danger by itself: a question without an answer, a ticket that nobody takes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.danger import DangerSign
from models.park import Park
from models.people import Person
from models.staff import Staff
from models.tickets import Ticket
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.danger import calls, kinds, saying, signs
from services.danger.signs import Heard
from services.events.follows import Told
from services.handoffs import handoffs
from services.kit import alarms
from services.park.places import can_be_found
from services.repair import dangers, repair
from services.texts import say
from services.tickets import tickets

WHERE = "danger_where"
"""What a message expects after which a place is the place of the danger."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a message of danger tells, for its ticket."""

    words: str
    kind: str
    category: str
    place: dict[str, Any]
    ticket: Ticket | None = None
    """That has these words already; none of a message of the chat."""

    @property
    def category_or_kind_s(self) -> str:
        return self.category if self.category != "other" else kinds.category_of(self.kind)


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> list[Told]:
    """Do what is due on signs of danger of every park, as kit.alarms does; who was told."""
    told: list[Told] = []

    async def attend(session: AsyncSession, sign: DangerSign, now: datetime) -> None:
        told.append(await _attend(session, sign, now))

    await alarms.ring(session, DangerSign, attend, now=now, limit=limit)
    return told


async def hear_for_staff(
    session: AsyncSession, message: Message, parsed: dict[str, Any], *, now: datetime
) -> Ticket | None:
    """Alarm of danger in a conversation that staff own, where the bot itself is silent.

    Staff read the tenant's words already and answer them: what is only suspected is kept as a sign
    and not asked about.
    """
    entities = {e["entity"]: e.get("value") for e in reversed(parsed.get("entities") or [])}
    said = parsed.get("danger") or {}
    if said.get("zone") not in (signs.ALARM, signs.ASK):
        return None
    category = str(entities.get("repair_category") or "other")
    heard = Heard.of(said, category)
    conversation = await conversations.find(session, message.park_id, message.conversation_id)
    if heard.zone == signs.ASK:
        sign = await signs.record(session, conversation, message.id, heard, ticket=None, now=now)
        if sign is not None:
            sign.next_alarm_at = None
        return None
    place = entities.get("location") or {}
    said = Said(message.text, heard.kind, category, place)
    ticket = await raise_alarm(session, conversation, said, now=now)
    await signs.record(session, conversation, message.id, heard, ticket=ticket, now=now)
    return ticket


async def _attend(session: AsyncSession, sign: DangerSign, now: datetime) -> Told:
    sign.next_alarm_at = None
    conversation = await conversations.find(session, sign.park_id, sign.conversation_id)
    if sign.ticket_id is None:
        replies = await _take_silence_for_yes(session, sign, conversation, now)
    else:
        replies = await _say_that_nobody_came(session, sign, conversation, now)
    await conversations.speak(session, conversation, replies, author="system", now=now)
    return Told(sign.park_id, sign.conversation_id)


async def _take_silence_for_yes(
    session: AsyncSession, sign: DangerSign, conversation: Conversation, now: datetime
) -> list[Reply]:
    message = await session.get_one(Message, (sign.park_id, sign.message_id))
    asked = await signs.asked_about(session, sign)
    category, place = str(asked.get("category") or "other"), asked.get("place") or {}
    reported = await signs.reported(session, sign)
    said = Said(message.text, sign.kind, category, place, reported)
    ticket = await raise_alarm(session, conversation, said, now=now)
    signs.settle(sign, signs.SILENCE, ticket, now=now)
    park = await session.get_one(Park, sign.park_id)
    advice = saying.advice(park, conversation.language, sign.kind)
    text = say(conversation.language, "danger-silence", ticket_no=ticket.ticket_no)
    data: dict[str, Any] = {"ticket_no": ticket.ticket_no, "phones": advice.data["phones"]}
    if sign.kind != saying.SELF_HARM and not can_be_found(dangers.place_of(ticket), roughly=True):
        text += "\n" + say(conversation.language, "repair-ask-location-critical")
        data["expects"] = WHERE
    return [advice, Reply(text, data=data)]


async def _say_that_nobody_came(
    session: AsyncSession, sign: DangerSign, conversation: Conversation, now: datetime
) -> list[Reply]:
    """Honestly: who was called, and the number that helps meanwhile. Not said a second time where
    the notice of the next role says so at that moment."""
    ticket = await tickets.load(session, sign.park_id, sign.ticket_id or 0)
    if ticket.status not in tickets.UNCLAIMED or sign.withdrawn_at is not None:
        return []
    first, last = signs.UNCLAIMED_AFTER
    again = now - ticket.created_at >= last
    if again and calls.tells_at(ticket, ticket.created_at + last):
        return []
    if not again:
        sign.next_alarm_at = now + (last - first)
    park = await session.get_one(Park, sign.park_id)
    assignee = (
        await session.get(Staff, (sign.park_id, ticket.assignee_id)) if ticket.assignee_id else None
    )
    numbers = kinds.phones(park)
    text = say(
        conversation.language,
        "danger-nobody-again" if again else "danger-nobody",
        ticket_no=ticket.ticket_no,
        who=assignee.name if assignee else "nobody",
        assigned="yes" if assignee else "no",
        minutes=int((now - ticket.created_at).total_seconds() // 60),
        helps=kinds.phone_of(park, sign.kind),
        **numbers,
    )
    return [Reply(text, data={"ticket_no": ticket.ticket_no, "phones": sorted(numbers.values())})]


async def raise_alarm(
    session: AsyncSession, conversation: Conversation, said: Said, *, now: datetime
) -> Ticket:
    """A critical ticket, staff, and the queue: the ticket that has the words already, if it is open
    still, else one of the report of danger."""
    if said.ticket is not None and said.ticket.status in tickets.OPEN:
        await dangers.become(session, said.ticket, said.category_or_kind_s, now=now)
        await handoffs.hand_off(session, conversation, "critical", now=now)
        return said.ticket
    person = await session.get_one(Person, (conversation.park_id, conversation.person_id))
    reported = await repair.report(
        session,
        conversation,
        said.words,
        category=said.category_or_kind_s,
        urgency="critical",
        place=said.place,
        phone=person.phone,
        now=now,
    )
    return reported.ticket
