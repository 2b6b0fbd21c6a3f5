"""Two tickets about one thing become one."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person
from models.tickets import Photo, Ticket, TicketObserver
from services.kit import actors
from services.kit.actors import ITSELF
from services.kit.errors import IllegalTransition, NotFound
from services.privacy import erasure
from services.tickets import merging, photos, shared_photos, tickets
from services.tickets.merging import MergesIntoItself, MergeTargetEnded
from services.tickets.photos import clean
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park, make_staff
from tests.given.photo_files import encoded, picture
from tests.given.tickets import NOW, observed, opened


async def followers(session: AsyncSession, ticket: Ticket) -> dict[int, str]:
    rows = await session.execute(
        select(TicketObserver.person_id, TicketObserver.words).where(
            TicketObserver.park_id == ticket.park_id, TicketObserver.ticket_id == ticket.id
        )
    )
    return {row.person_id: row.words for row in rows}


async def merge(session: AsyncSession, ticket: Ticket, into: Ticket) -> Ticket:
    return await merging.merge(session, ticket.park_id, ticket.id, into.id, by=ITSELF, now=NOW)


async def test_the_reporter_and_the_observers_follow_the_other(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        into = await opened(demo, session)
        ticket = await opened(demo, session, description="1208 太热")
        observer = await observed(demo, session, ticket)
        await merge(session, ticket, into)
        assert await followers(session, into) == {
            ticket.person_id: "1208 太热",
            observer.person_id: "",
        }
        # They are told under the number that they know.
        assert await followers(session, ticket) == {observer.person_id: ""}
        assert (ticket.status, ticket.merged_into_id) == ("cancelled", into.id)


async def test_who_reported_both_observes_neither(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        into = await opened(demo, session)
        ticket = await opened(demo, session)
        ticket.person_id = into.person_id
        await merge(session, ticket, into)
        assert await followers(session, into) == {}


async def test_photos_move_along(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        into, ticket = await opened(demo, session), await opened(demo, session)
        member = await make_staff(session, demo.id)
        cleaned = clean(encoded(picture()))
        photo = await photos.add(session, ticket, member, cleaned, stage="before", now=NOW)
        await merge(session, ticket, into)
        owner = select(Photo.ticket_id).where(Photo.park_id == demo.id, Photo.id == photo.id)
        assert await session.scalar(owner) == into.id


@pytest.mark.parametrize(
    ("urgency", "of_other", "after"),
    [
        ("urgent", "normal", "urgent"),
        ("low", "normal", "normal"),
        ("normal", "critical", "critical"),
    ],
)
async def test_the_more_urgent_urgency_holds(
    demo: DemoPark, urgency: str, of_other: str, after: str
) -> None:
    async with demo.sessions() as session:
        into = await opened(demo, session, urgency=of_other)
        await merge(session, await opened(demo, session, urgency=urgency), into)
        assert into.urgency == after


async def test_both_histories_tell_it(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        into = await opened(demo, session)
        ticket = await opened(demo, session, description="1208 太热")
        member = await make_staff(session, demo.id)
        await merging.merge(session, demo.id, ticket.id, into.id, by=actors.staff(member), now=NOW)
        there = (await tickets.history(session, demo.id, into.id))[-1]
        here = (await tickets.history(session, demo.id, ticket.id))[-1]
        assert (there.action, there.text, there.staff_id) == ("join", "1208 太热", member.id)
        assert there.details == {"merged": ticket.id}
        assert (here.action, here.details["into"]) == ("merge", into.id)


async def test_merging_again_changes_nothing(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        into, ticket = await opened(demo, session), await opened(demo, session)
        await merge(session, ticket, into)
        lines = len(await tickets.history(session, demo.id, into.id))
        await merge(session, ticket, into)
        assert len(await tickets.history(session, demo.id, into.id)) == lines


async def test_what_cannot_be_merged(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        ticket, ended, other = [await opened(demo, session) for _ in range(3)]
        await tickets.advance(session, demo.id, ended.id, "cancel", by=ITSELF, now=NOW)
        with pytest.raises(MergesIntoItself):
            await merge(session, ticket, ticket)
        with pytest.raises(MergeTargetEnded):
            await merge(session, ticket, ended)
        with pytest.raises(IllegalTransition):
            await merge(session, ended, other)


async def test_not_into_a_ticket_of_another_park(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        park = await make_park(session)
        foreign = await tickets.open_ticket(
            session, park.id, kind="repair", urgency="normal", description="别处", now=NOW
        )
        with pytest.raises(NotFound):
            await merge(session, await opened(demo, session), foreign)


async def test_what_was_shared_with_one_reporter_is_not_shared_with_the_other(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        into, ticket = await opened(demo, session), await opened(demo, session)
        sender = await demo.conversation(session)
        photo = await photos.store(session, sender, clean(encoded(picture())), now=NOW)
        photo.ticket_id = ticket.id
        await shared_photos.share(session, ticket, photo.id, shared=True, by=ITSELF, now=NOW)
        await merge(session, ticket, into)
        await session.refresh(photo)
        assert (photo.ticket_id, photo.shared) == (into.id, False)
        assert into.person_id is not None
        assert await shared_photos.seen_by(session, into, into.person_id) == []


async def test_who_is_forgotten_is_so_in_the_history_of_the_other_ticket_too(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        into = await opened(demo, session)
        ticket = await opened(demo, session, description="我是1208的李雷")
        await merge(session, ticket, into)
        person = await session.get_one(Person, (demo.id, ticket.person_id))
        await erasure.erase(session, person, now=NOW)
        merged_into = into.id
        session.expire_all()
        said = [change.text for change in await tickets.history(session, demo.id, merged_into)]
        assert [text for text in said if text and "李雷" in text] == []
