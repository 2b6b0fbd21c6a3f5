"""What both sides of a link say before a code makes them one.

`claim` where the code is typed, `agree` by who typed it, `accept` by who asked for it, in its own
conversation. Either may `refuse`. Nothing moves before both have said yes. Locks are taken as in
services.people.linking: a code, then conversations and people.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.identities import LinkCode, PersonLink
from models.park import Park
from models.people import Company, Person
from services.conversations import conversations
from services.events.base import Event
from services.events.follows import Told
from services.events.publish import publish
from services.kit.errors import Invalid, Refused
from services.people import link_codes, link_replies
from services.people.events import PersonLinkAsked, PersonLinked, PersonLinkRefused
from services.people.link_codes import LinkOver
from services.people.link_replies import Side
from services.people.linking import AlreadyOne, WhichCompany, company_of, link_people


class TypedWhereAsked(Refused):
    """The code was typed in the conversation that it came from."""

    code = "link_same_conversation"


async def claim(
    session: AsyncSession, conversation: Conversation, code: str, *, now: datetime
) -> LinkCode:
    """Note where a code was typed; nothing is linked by that, and nobody else is told.

    Who typed it is asked next, shown who asked for it (`side`). Raises what link_codes.look_up
    does, TypedWhereAsked, AlreadyOne.
    """
    found = await link_codes.look_up(session, conversation, code, now=now)
    if found.conversation_id == conversation.id:
        raise TypedWhereAsked
    asked_in = await conversations.find(session, conversation.park_id, found.conversation_id)
    if asked_in.person_id == conversation.person_id:
        raise AlreadyOne
    found.typed_in_id = conversation.id
    await session.flush()
    return found


async def agree(
    session: AsyncSession,
    conversation: Conversation,
    code_id: int,
    *,
    company_id: int | None = None,
    now: datetime,
) -> LinkCode:
    """Who typed the code says yes: have who asked for it asked, for link_codes.ANSWER_LASTS.

    `company_id` is the answer to WhichCompany. Asking again changes nothing. Raises LinkOver,
    WhichCompany; Invalid for a company of neither.
    """
    found = await link_codes.pending(session, conversation.park_id, code_id, now=now)
    if found.typed_in_id != conversation.id:
        raise LinkOver("it was typed elsewhere")
    if found.agreed_at is not None:
        return found
    asked_in = await conversations.find(session, conversation.park_id, found.conversation_id)
    keys = [(conversation.park_id, one.person_id) for one in (asked_in, conversation)]
    both = [await session.get_one(Person, key) for key in keys]
    found.company_id = company_of(both[0], both[1], company_id)
    found.agreed_at, found.expires_at = now, now + link_codes.ANSWER_LASTS
    event = PersonLinkAsked(
        person_id=asked_in.person_id,
        code_id=found.id,
        asked_in=asked_in.id,
        typed_in=conversation.id,
    )
    await publish(session, conversation.park_id, event, now=now)
    return found


async def accept(
    session: AsyncSession, conversation: Conversation, code_id: int, *, now: datetime
) -> PersonLink:
    """Who asked for the code says yes as well: the two are one. Raises LinkOver, AlreadyOne."""
    found = await link_codes.pending(session, conversation.park_id, code_id, now=now)
    if found.conversation_id != conversation.id or found.agreed_at is None:
        raise LinkOver("not theirs to answer")
    assert found.typed_in_id is not None
    typed_in = await conversations.find(session, conversation.park_id, found.typed_in_id)
    found.used_at = now
    try:
        return await link_people(
            session,
            conversation,
            typed_in.person_id,
            how="code",
            company_id=found.company_id,
            asked_in=conversation.id,
            typed_in=typed_in.id,
            now=now,
        )
    except (Invalid, WhichCompany) as changed:
        # Their companies are others than when it was asked about them.
        raise LinkOver("what was agreed to is not so any more") from changed


async def is_asker(session: AsyncSession, conversation: Conversation, code_id: int) -> bool:
    """Whether a code was asked for in this conversation."""
    found = await session.get(LinkCode, (conversation.park_id, code_id))
    return found is not None and found.conversation_id == conversation.id


async def refuse(
    session: AsyncSession, conversation: Conversation, code_id: int, *, now: datetime
) -> None:
    """Either says no: the code is over. Who had said yes is told. Raises LinkOver."""
    found = await link_codes.pending(session, conversation.park_id, code_id, now=now)
    if conversation.id not in (found.conversation_id, found.typed_in_id):
        raise LinkOver("not theirs to answer")
    found.used_at = now
    if found.agreed_at is not None and conversation.id == found.conversation_id:
        assert found.typed_in_id is not None
        event = PersonLinkRefused(
            person_id=conversation.person_id,
            code_id=found.id,
            asked_in=found.conversation_id,
            typed_in=found.typed_in_id,
        )
        await publish(session, conversation.park_id, event, now=now)


async def side(session: AsyncSession, park_id: int, conversation_id: int) -> Side:
    """Who somebody is, as much as the other side of a link is shown."""
    conversation = await conversations.find(session, park_id, conversation_id)
    person = await session.get_one(Person, (park_id, conversation.person_id))
    park = await session.get_one(Park, park_id)
    since = conversation.created_at.astimezone(ZoneInfo(park.timezone))
    return Side(conversation.channel, since.date(), _masked(person.name))


def _masked(name: str | None) -> str | None:
    """The first sign of a name: who it is knows that, and somebody else learns hardly more."""
    shown = (name or "").strip()[:1]
    return f"{shown}**" if shown else None


async def tell_other_side(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Carry what one side of a link said to the other side, in its own conversation."""
    told: int | None = None
    match event:
        case PersonLinkAsked():
            told = await ask_other_side(session, row.park_id, event, now=now)
        case PersonLinkRefused():
            told = await tell_refused(session, row.park_id, event, now=now)
        case PersonLinked():
            told = await tell_who_typed(session, row.park_id, event, now=now)
    return [Told(row.park_id, told)] if told else ()


async def ask_other_side(
    session: AsyncSession, park_id: int, event: PersonLinkAsked, *, now: datetime
) -> int | None:
    """Ask where the code was asked for whether it is them; in which conversation that was."""
    try:
        found = await link_codes.pending(session, park_id, event.code_id, now=now)
    except LinkOver:
        return None
    asked_in = await conversations.find(session, park_id, event.asked_in)
    person = await session.get_one(Person, (park_id, asked_in.person_id))
    company = None
    if found.company_id not in (None, person.company_id):
        company = await session.get_one(Company, (park_id, found.company_id))
    other = await side(session, park_id, event.typed_in)
    reply = link_replies.is_it_you(asked_in.language, found.id, other, company)
    await conversations.speak(session, asked_in, [reply], author="system", now=now)
    return asked_in.id


async def tell_refused(
    session: AsyncSession, park_id: int, event: PersonLinkRefused, *, now: datetime
) -> int:
    """Say where the code was typed that the other side said no; in which conversation it was."""
    typed_in = await conversations.find(session, park_id, event.typed_in)
    reply = link_replies.refused(typed_in.language)
    await conversations.speak(session, typed_in, [reply], author="system", now=now)
    return typed_in.id


async def tell_who_typed(
    session: AsyncSession, park_id: int, event: PersonLinked, *, now: datetime
) -> int | None:
    """Say where the code was typed that the other side agreed; in which conversation that was."""
    if event.typed_in is None:
        return None
    typed_in = await conversations.find(session, park_id, event.typed_in)
    reply = link_replies.linked(typed_in.language)
    await conversations.speak(session, typed_in, [reply], author="system", now=now)
    return typed_in.id
