"""Introductions: somebody of one park gets to know a company of another, once.

The row of the park where they asked is `out`, that of the park of the company `in`; both have the
same uid. Each park writes its own row alone, and tells the other by `hand_on` or, where that is in
another installation, by its feed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkCard, NetworkIntroduction, NetworkOffer
from models.park import Park
from models.people import Company, Person
from services.events.publish import publish
from services.kit import fence
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.network import networks, offers
from services.network.bodies import Text
from services.network.events import (
    IntroductionAnswered,
    IntroductionAsked,
    IntroductionRecalled,
    IntroductionReceived,
    IntroductionReplied,
)

Answer = Literal["passed_on", "declined"]
ANSWERS: tuple[Answer, ...] = ("passed_on", "declined")
LONGEST_WORDS, LONGEST_REPLY = 500, 300
MOST_A_DAY = 200
"""Of one park: what comes beyond that is declined of itself."""
DAY = timedelta(days=1)
IN, OUT = "in", "out"


class AlreadyAnswered(Conflict):
    """Somebody else at the desk has answered it. `details`: `status`."""

    code = "already_answered"


class Contact(BaseModel):
    """What somebody agreed to have passed on."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    name: Annotated[str, Field(max_length=120), Text] = ""
    company: Annotated[str, Field(max_length=120), Text] = ""
    phone: Annotated[str, Field(max_length=40), Text] = ""
    words: Annotated[str, Field(max_length=LONGEST_WORDS), Text] = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """`is_new`: else they were introduced before, and nobody heard of it again."""

    row: NetworkIntroduction
    is_new: bool


async def contact_of(session: AsyncSession, person: Person, words: str) -> dict[str, Any]:
    """What would be passed on of somebody: what they are asked about before."""
    company = None
    if person.company_id is not None:
        company = await session.get(Company, (person.park_id, person.company_id))
    name = person.checked_name or person.name or ""
    english = person.language == "en"
    called = "" if company is None else (company.name_en if english else company.name_zh)
    said = {"name": name[:120], "company": called[:120], "phone": (person.phone or "")[:40]}
    plain = words.replace("<", " ").replace(">", " ")
    return Contact.model_validate(said | {"words": plain[:LONGEST_WORDS]}).model_dump()


async def ask(
    session: AsyncSession, person: Person, card: NetworkCard, words: str, *, now: datetime
) -> Asked:
    """Have the other park's desk introduce them; they have said yes. Never twice for one card."""
    number = await networks.next_number(session, person.park_id)  # One at a time, from here on.
    if (before := await made_before(session, person, card)) is not None:
        return Asked(before, is_new=False)
    row = NetworkIntroduction(
        park_id=person.park_id,
        direction=OUT,
        uid=uuid4(),
        origin=card.origin,
        card=card.uid,
        about_zh=card.body["name_zh"],
        about_en=card.body["name_en"],
        person_id=person.id,
        contact=await contact_of(session, person, words),
        status="sent",
        sequence=number,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    await publish(
        session, row.park_id,
        IntroductionAsked(introduction_id=row.id, status=row.status, card=row.card), now=now,
    )  # fmt: skip
    await _hand_on(session, row, card.network, now=now)
    return Asked(row, is_new=True)


async def made_before(
    session: AsyncSession, person: Person, card: NetworkCard
) -> NetworkIntroduction | None:
    found: NetworkIntroduction | None = await session.scalar(
        select(NetworkIntroduction)
        .where(
            NetworkIntroduction.park_id == person.park_id,
            NetworkIntroduction.person_id == person.id,
            NetworkIntroduction.origin == card.origin,
            NetworkIntroduction.card == card.uid,
        )
        .limit(1)
    )
    return found


async def receive(
    session: AsyncSession,
    park_id: int,
    origin: UUID,
    uid: UUID,
    *,
    card: UUID,
    contact: Mapping[str, Any],
    sequence: int,
    now: datetime,
) -> NetworkIntroduction | None:
    """What another park says that somebody of its asked. None if it is here already, or has been
    recalled. Raises Invalid, NotFound for a card that is none of this park's."""
    try:
        said = Contact.model_validate(dict(contact)).model_dump()
    except ValidationError:
        raise Invalid("no contact", field="contact") from None
    offer = await session.scalar(
        select(NetworkOffer).where(NetworkOffer.park_id == park_id, NetworkOffer.uid == card)
    )
    if offer is None:
        raise NotFound("no such card")
    is_over = offer.withdrawn_at is not None or await _too_many(session, park_id, origin, now=now)
    names = {} if offer.withdrawn_at else offer.body
    adding = insert(NetworkIntroduction).values(
        park_id=park_id, direction=IN, uid=uid, origin=origin, card=card,
        about_zh=names.get("name_zh", ""), about_en=names.get("name_en", ""),
        contact={} if is_over else said, status="sent", sequence=0, heard=sequence, created_at=now,
    )  # fmt: skip
    key = ["park_id", "direction", "origin", "uid"]
    id_ = await session.scalar(
        adding.on_conflict_do_nothing(index_elements=key).returning(NetworkIntroduction.id)
    )
    if id_ is None:
        return None
    row = await session.get_one(NetworkIntroduction, (park_id, id_))
    if is_over:
        await _answer(session, row, "declined", None, now=now)
        return row
    event = IntroductionReceived(introduction_id=row.id, status=row.status, card=card)
    await publish(session, park_id, event, now=now)
    return row


async def recall(
    session: AsyncSession, park_id: int, origin: UUID, uid: UUID, *, sequence: int, now: datetime
) -> None:
    """Who asked in the other park is forgotten there: nothing of them stays here."""
    row = await _of_uid(session, park_id, IN, origin, uid)
    if row is None or row.status == "recalled":
        return
    was_open, row.heard = row.status == "sent", max(row.heard, sequence)
    row.contact, row.status, row.reply = {}, "recalled", None
    await session.flush()
    if was_open:
        event = IntroductionRecalled(introduction_id=row.id, status=row.status)
        await publish(session, park_id, event, now=now)


async def replied(
    session: AsyncSession,
    park_id: int,
    origin: UUID,
    uid: UUID,
    *,
    answer: str,
    reply: str | None,
    sequence: int,
    now: datetime,
) -> None:
    """What the other park's desk has done; whoever asked hears it once."""
    row = await _of_uid(session, park_id, OUT, origin, uid)
    if row is None or row.status != "sent" or answer not in ANSWERS:
        return
    row.status, row.reply, row.answered_at, row.heard = answer, reply, now, sequence
    await session.flush()
    event = IntroductionReplied(introduction_id=row.id, status=row.status)
    await publish(session, park_id, event, now=now)


async def answer(
    session: AsyncSession, by: By, introduction_id: int, said: Answer, reply: str = ""
) -> NetworkIntroduction:
    """The desk has passed it on, or says no. Raises NotFound, Invalid, AlreadyAnswered."""
    await networks.next_number(session, by.park_id)
    key = (by.park_id, introduction_id)
    row = await session.get(NetworkIntroduction, key, with_for_update=True, populate_existing=True)
    if row is None or row.direction != IN:
        raise NotFound(f"introduction {introduction_id}")
    if row.status != "sent":
        raise AlreadyAnswered(status=row.status)
    reply = " ".join(reply.split())
    if len(reply) > LONGEST_REPLY or "<" in reply or ">" in reply:
        raise Invalid(f"at most {LONGEST_REPLY} plain characters", field="reply")
    row.staff_id = by.staff_id
    await _answer(session, row, said, reply or None, now=by.at)
    subject = f"introduction:{row.id}"
    before, after = {"status": "sent"}, {"status": row.status}
    record(session, by, "introduction.answer", subject, before=before, after=after)
    await offers.soon(session, by)
    return row


async def _answer(
    session: AsyncSession,
    row: NetworkIntroduction,
    said: Answer,
    reply: str | None,
    *,
    now: datetime,
) -> None:
    row.status, row.reply, row.answered_at = said, reply, now
    row.sequence = await networks.next_number(session, row.park_id)
    await session.flush()
    event = IntroductionAnswered(introduction_id=row.id, status=row.status)
    await publish(session, row.park_id, event, now=now)
    uid = await _uid(session, row.park_id)
    if (other := await _neighbour(session, row.origin)) is not None:
        async with fence.abroad(session, other):
            number = row.sequence
            await replied(
                session, other, uid, row.uid, answer=said, reply=reply, sequence=number, now=now
            )


async def forgotten(
    session: AsyncSession, park_id: int, people: Sequence[int], *, now: datetime
) -> None:
    """What people who are forgotten had asked: the other parks forget it, too."""
    rows = await session.scalars(
        select(NetworkIntroduction).where(
            NetworkIntroduction.park_id == park_id,
            NetworkIntroduction.direction == OUT,
            NetworkIntroduction.person_id.in_(people),
            NetworkIntroduction.status != "recalled",
        )
    )
    uid = await _uid(session, park_id)
    for row in rows.all():
        number = await networks.next_number(session, park_id)
        # The other park's row first, as who answers it does: in another order the two could wait
        # for one another.
        if (other := await _neighbour(session, row.origin)) is not None:
            async with fence.abroad(session, other):
                await recall(session, other, uid, row.uid, sequence=number, now=now)
        row.sequence = number
        row.status, row.contact, row.reply, row.person_id = "recalled", {}, None, None
        await session.flush()


async def waiting(session: AsyncSession, park_id: int) -> Sequence[NetworkIntroduction]:
    """What the desk has to answer, the oldest first, then what it lately has."""
    found = await session.scalars(
        select(NetworkIntroduction)
        .where(
            NetworkIntroduction.park_id == park_id,
            NetworkIntroduction.direction == IN,
            NetworkIntroduction.status != "recalled",
        )
        .order_by((NetworkIntroduction.status == "sent").desc(), NetworkIntroduction.id.desc())
        .limit(100)
    )
    return found.all()


async def _hand_on(
    session: AsyncSession, row: NetworkIntroduction, network: str, *, now: datetime
) -> None:
    """To a park of this installation, in the same transaction; a peer is told soon."""
    other = await _neighbour(session, row.origin)
    if other is None:
        await offers.soon(session, By(row.park_id, None, now))
        return
    uid = await _uid(session, row.park_id)
    there = {one.park_id for one in await networks.neighbours(session, row.park_id, network)}
    if other in there:
        async with fence.abroad(session, other):
            await receive(
                session,
                other,
                uid,
                row.uid,
                card=row.card,
                contact=row.contact,
                sequence=row.sequence,
                now=now,
            )


async def _neighbour(session: AsyncSession, origin: UUID) -> int | None:
    """The park of this installation that has this uid."""
    found: int | None = await session.scalar(
        select(Park.id).where(Park.uid == origin, Park.state != "gone")
    )
    return found


async def _uid(session: AsyncSession, park_id: int) -> UUID:
    return (await session.get_one(Park, park_id)).uid


async def _of_uid(
    session: AsyncSession, park_id: int, direction: str, origin: UUID, uid: UUID
) -> NetworkIntroduction | None:
    found: NetworkIntroduction | None = await session.scalar(
        select(NetworkIntroduction)
        .where(
            NetworkIntroduction.park_id == park_id,
            NetworkIntroduction.direction == direction,
            NetworkIntroduction.origin == origin,
            NetworkIntroduction.uid == uid,
        )
        .with_for_update()
    )
    return found


async def _too_many(session: AsyncSession, park_id: int, origin: UUID, *, now: datetime) -> bool:
    found = await session.scalar(
        select(func.count()).where(
            NetworkIntroduction.park_id == park_id,
            NetworkIntroduction.direction == IN,
            NetworkIntroduction.origin == origin,
            NetworkIntroduction.created_at > now - DAY,
        )
    )
    return (found or 0) >= MOST_A_DAY
