"""Photos of lost and found things: taken up once, kept as long as the thing is open."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.lost import LostItem, LostMatch
from models.tickets import Photo, Ticket
from services.kit.actors import tenant
from services.lost import claims, photos
from services.privacy.retention_rules import RULES
from services.tickets import photos as kept
from tests.given.demo_park import DemoPark
from tests.given.factories import make_staff
from tests.given.lost import NOW, by, compare, reported, taken_in
from tests.given.photo_files import encoded, picture

CLEANED = kept.clean(encoded(picture()))


async def sent(session: AsyncSession, conversation: Conversation, photos_: int = 1) -> list[int]:
    return [(await kept.store(session, conversation, CLEANED, now=NOW)).id for _ in range(photos_)]


async def lost_with_photo(demo: DemoPark) -> tuple[LostItem, Conversation]:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        await sent(session, conversation)
    item = await reported(demo, conversation=conversation)
    async with demo.sessions.begin() as session:
        conversation = await session.merge(conversation)
        assert len(await photos.attach(session, item, conversation, now=NOW)) == 1
        assert await photos.attach(session, item, conversation, now=NOW) == []
    return item, conversation


async def test_what_a_thing_has_taken_up_no_ticket_takes(demo: DemoPark) -> None:
    _, conversation = await lost_with_photo(demo)
    async with demo.sessions.begin() as session:
        conversation = await session.merge(conversation)
        ticket = Ticket(
            park_id=demo.id,
            ticket_no="T-000001",
            kind="repair",
            category="hvac",
            urgency="normal",
            status="reported",
            description="x",
            person_id=conversation.person_id,
            created_at=NOW,
            updated_at=NOW,
        )
        session.add(ticket)
        await session.flush()
        me = tenant(conversation.person_id)
        assert await kept.attach(session, ticket, conversation, by=me, now=NOW) == []


async def test_a_thing_has_six_at_most(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        await sent(session, conversation, 7)
    item = await reported(demo, conversation=conversation)
    async with demo.sessions.begin() as session:
        conversation = await session.merge(conversation)
        assert len(await photos.attach(session, item, conversation, now=NOW)) == 6
        with pytest.raises(kept.TooManyPhotos):
            await photos.attach(session, item, conversation, now=NOW)


async def test_as_long_as_the_thing_is_open_its_photo_is_not_removed_for_its_age(
    demo: DemoPark,
) -> None:
    item, _ = await lost_with_photo(demo)
    long_after = NOW + timedelta(days=1000)

    async def due() -> bool:
        async with demo.sessions() as session:
            is_due = RULES["photos"].due(long_after)
            return await session.scalar(select(Photo.id).where(is_due)) is not None

    assert not await due()
    async with demo.sessions.begin() as session:
        item = await session.merge(item)
        await claims.give_up(session, item, "withdraw", now=NOW)
    assert await due()


async def test_the_owner_sees_the_finders_photo_after_staffs_yes_and_nobody_else_does(
    demo: DemoPark,
) -> None:
    mine, _ = await lost_with_photo(demo)
    found = await taken_in(demo, category="umbrella")
    other = await reported(demo, category="book")
    async with demo.sessions.begin() as session:
        await compare(session, found)
        match = (await session.scalars(select(LostMatch))).one()
        member = await make_staff(session, demo.id)
        added = await photos.add(session, found, member, CLEANED, now=NOW)
        assert mine.person_id is not None
        assert other.person_id is not None
        seen = await photos.seen_by(session, mine, mine.person_id)
        assert added.id not in {photo.id for photo in seen}
        await claims.agree(session, by(demo), match.id)
        seen = await photos.seen_by(session, mine, mine.person_id)
        assert [photo.id for photo in seen][-1] == added.id
        assert await photos.seen_by(session, mine, other.person_id) == []
