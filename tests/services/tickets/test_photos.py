"""Photos kept, counted, attached to tickets, and found by their address."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.tickets import Photo, Ticket, TicketObserver
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.conversations.receiving import Received
from services.kit import actors
from services.kit.actors import ITSELF
from services.kit.errors import Invalid, NotFound
from services.tickets import photos, shared_photos, tickets
from services.tickets.photos import TooManyPhotos
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, events_of
from tests.given.factories import make_park, make_staff
from tests.given.photo_files import encoded, picture

NOW = WEDNESDAY_MORNING
CLEANED = photos.clean(encoded(picture((400, 300))))


async def sent(
    session: AsyncSession,
    conversation: Conversation,
    *,
    id: str = "visitor:1",
    caption: str = "",
    count: int = 1,
) -> Received:
    return await photos.receive(
        session, conversation, [CLEANED] * count, external_id=id, caption=caption, now=NOW
    )


async def loose(
    session: AsyncSession, conversation: Conversation, count: int, *, minutes_ago: int = 0
) -> list[Photo]:
    at = NOW - timedelta(minutes=minutes_ago)
    return [await photos.store(session, conversation, CLEANED, now=at) for _ in range(count)]


async def a_ticket(session: AsyncSession, conversation: Conversation) -> Ticket:
    return await tickets.open_ticket(
        session,
        conversation.park_id,
        kind="repair",
        category="hvac",
        urgency="normal",
        description="空调漏水",
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        now=NOW,
    )


async def test_photos_alone_are_a_message_with_a_command(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        message = (await sent(session, conversation, count=2)).message
        kept = list(await session.scalars(select(Photo).order_by(Photo.id)))
    assert (message.text, message.payload, message.status) == ("", "/photo", "received")
    assert message.data == {
        "photos": [
            {"id": photo.id, "token": photo.token, "width": 400, "height": 300} for photo in kept
        ]
    }
    assert len({photo.token for photo in kept}) == 2
    assert all(photo.conversation_id == conversation.id for photo in kept)
    assert all(photo.ticket_id is None and photo.staff_id is None for photo in kept)


async def test_a_caption_is_understood_like_any_text(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        message = (await sent(session, conversation, caption="The tap drips")).message
    assert (message.text, message.payload) == ("The tap drips", None)
    assert conversation.language == "en"


async def test_a_caption_that_is_a_button_presses_it(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        ask = Reply("要报修吗？", buttons=[{"title": "报修", "payload": "/report_repair"}])
        await conversations.speak(session, conversation, [ask], author="bot", now=NOW)
        message = (await sent(session, conversation, caption="报修")).message
    assert message.payload == "/report_repair"


async def test_the_same_message_twice_keeps_its_photos_once(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        first = await sent(session, conversation)
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        again = await sent(session, found)
        count = await session.scalar(select(func.count()).select_from(Photo))
    assert (first.duplicate, again.duplicate) == (False, True)
    assert again.message.seq == first.message.seq
    assert count == 1


async def test_a_message_has_one_to_six_photos(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        with pytest.raises(Invalid):
            await sent(session, conversation, count=0)
        with pytest.raises(TooManyPhotos) as refused:
            await sent(session, conversation, count=7)
        assert (refused.value.code, refused.value.details) == ("too_many_photos", {"limit": 6})
        assert len((await sent(session, conversation, count=6)).message.data["photos"]) == 6


async def test_ten_loose_photos_an_hour(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        other = await demo.conversation(session)
        await loose(session, conversation, 4, minutes_ago=120)
        await loose(session, conversation, 10, minutes_ago=59)
        with pytest.raises(TooManyPhotos) as refused:
            await loose(session, conversation, 1)
        assert refused.value.details == {"limit": 10}
        await loose(session, other, 1)


async def test_a_refused_message_leaves_nothing(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        await loose(session, conversation, 9)

    async def too_many() -> None:
        async with demo.sessions.begin() as session:
            found = await conversations.find(session, demo.id, conversation.id)
            await sent(session, found, count=2)

    with pytest.raises(TooManyPhotos):
        await too_many()
    async with demo.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Message)) == 0
        assert await session.scalar(select(func.count()).select_from(Photo)) == 9


async def test_uploads_at_once_do_not_slip_past_the_limit(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        await loose(session, conversation, 8)

    async def one(number: int) -> None:
        async with demo.sessions.begin() as session:
            found = await conversations.find(session, demo.id, conversation.id)
            await sent(session, found, id=f"visitor:{number}")

    outcomes = await asyncio.gather(*(one(n) for n in range(6)), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 2
    assert sum(isinstance(outcome, TooManyPhotos) for outcome in outcomes) == 4


async def test_a_report_takes_up_the_photos_of_the_last_half_hour(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation, other = await demo.conversation(session), await demo.conversation(session)
        [old] = await loose(session, conversation, 1, minutes_ago=31)
        recent = await loose(session, conversation, 2, minutes_ago=29)
        await loose(session, other, 1)
        ticket = await a_ticket(session, conversation)
        by = actors.tenant(conversation.person_id)
        taken = await photos.attach(session, ticket, conversation, by=by, now=NOW)
        assert taken == recent
        assert await photos.attach(session, ticket, conversation, by=by, now=NOW) == []
        assert await shared_photos.of_ticket(session, demo.id, ticket.id) == recent
        assert old.ticket_id is None
        *_, change = await tickets.history(session, demo.id, ticket.id)
        told = await events_of(session, demo.id, f"ticket:{ticket.id}")
    assert (change.action, change.person_id) == ("photo", conversation.person_id)
    assert change.details == {"photos": [photo.id for photo in recent]}
    assert [kind for _, kind in told] == ["ticket.reported", "ticket.changed"]


async def test_a_ticket_takes_the_newest_six(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        sent_photos = await loose(session, conversation, 8)
        ticket = await a_ticket(session, conversation)
        by = actors.tenant(conversation.person_id)
        taken = await photos.attach(session, ticket, conversation, by=by, now=NOW)
        assert taken == sent_photos[2:]
        with pytest.raises(TooManyPhotos):
            await photos.attach(session, ticket, conversation, by=by, now=NOW)


async def test_what_the_tenant_sent_leaves_room_to_show_the_work(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        await loose(session, conversation, 6)
        ticket = await a_ticket(session, conversation)
        engineer = await make_staff(session, demo.id, roles=["engineer"])
        by = actors.tenant(conversation.person_id)
        await photos.attach(session, ticket, conversation, by=by, now=NOW)
        for _ in range(6):
            photo = await photos.add(session, ticket, engineer, CLEANED, stage="after", now=NOW)
        assert (photo.stage, photo.staff_id) == ("after", engineer.id)
        for stage in ("before", "after"):
            with pytest.raises(TooManyPhotos):
                await photos.add(session, ticket, engineer, CLEANED, stage=stage, now=NOW)
        with pytest.raises(Invalid):
            await photos.add(session, ticket, engineer, CLEANED, stage="during", now=NOW)


async def test_staffs_photo_in_a_reply_is_not_the_tenants(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        staff = await make_staff(session, demo.id)
        photo = await photos.store_for_reply(session, staff, CLEANED, now=NOW)
        ticket = await a_ticket(session, conversation)
        by = actors.staff(staff)
        assert await photos.attach(session, ticket, conversation, by=by, now=NOW) == []
    assert (photo.staff_id, photo.conversation_id, photo.ticket_id) == (staff.id, None, None)


async def test_a_photo_is_found_by_its_whole_address(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        [photo] = await loose(session, conversation, 1)
        elsewhere = await make_park(session)
    async with demo.sessions() as session:
        found = await shared_photos.load(session, demo.id, photo.id, photo.token)
        assert found.image == CLEANED.image
        small = await shared_photos.load(session, demo.id, photo.id, photo.token, thumbnail=True)
        assert small.thumbnail == CLEANED.thumbnail
        for park_id, photo_id, token in [
            (demo.id, photo.id, photo.token[:-1]),
            (demo.id, photo.id, ""),
            (demo.id, photo.id + 1, photo.token),
            (elsewhere.id, photo.id, photo.token),
        ]:
            with pytest.raises(NotFound):
                await shared_photos.load(session, park_id, photo_id, token)


async def test_the_bytes_of_a_list_stay_in_the_database(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        ticket = await a_ticket(session, conversation)
        await loose(session, conversation, 1)
        await photos.attach(session, ticket, conversation, by=actors.ITSELF, now=NOW)
    async with demo.sessions() as session:
        [photo] = await shared_photos.of_ticket(session, demo.id, ticket.id)
        assert {"image", "thumbnail"}.isdisjoint(vars(photo))
        size = await session.scalar(text("select length(image) from photo"))
    assert size == len(CLEANED.image)


# Of several who report one thing


async def joined(session: AsyncSession, demo: DemoPark, ticket: Ticket) -> Conversation:
    """The conversation of somebody who reported the same thing later."""
    conversation = await demo.conversation(session)
    session.add(
        TicketObserver(
            park_id=demo.id,
            ticket_id=ticket.id,
            person_id=conversation.person_id,
            words="太热了",
            created_at=NOW,
        )
    )
    await session.flush()
    return conversation


async def attached(
    session: AsyncSession, ticket: Ticket, conversation: Conversation, count: int
) -> list[Photo]:
    await loose(session, conversation, count)
    by = actors.tenant(conversation.person_id)
    return await photos.attach(session, ticket, conversation, by=by, now=NOW)


async def test_a_joiner_s_photos_take_no_place_of_the_reporter_s(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        reporter = await demo.conversation(session)
        ticket = await a_ticket(session, reporter)
        joiner = await joined(session, demo, ticket)
        assert len(await attached(session, ticket, joiner, 6)) == 6
        with pytest.raises(TooManyPhotos):
            await attached(session, ticket, joiner, 1)
        engineer = await make_staff(session, demo.id, roles=["engineer"])
        await photos.add(session, ticket, engineer, CLEANED, stage="before", now=NOW)
        assert len(await attached(session, ticket, reporter, 6)) == 5


async def test_all_who_join_have_so_many_places_and_no_more(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "JOINERS_PER_TICKET", 4)
    async with demo.sessions.begin() as session:
        reporter = await demo.conversation(session)
        ticket = await a_ticket(session, reporter)
        taken = [
            len(await attached(session, ticket, await joined(session, demo, ticket), 3))
            for _ in range(2)
        ]
        assert taken == [3, 1]
        with pytest.raises(TooManyPhotos):
            await attached(session, ticket, await joined(session, demo, ticket), 1)
        assert len(await attached(session, ticket, reporter, 6)) == 6


async def test_each_sees_their_own_and_the_reporter_what_staff_share(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        reporter = await demo.conversation(session)
        ticket = await a_ticket(session, reporter)
        first, second = [await joined(session, demo, ticket) for _ in range(2)]
        [own] = await attached(session, ticket, reporter, 1)
        [theirs] = await attached(session, ticket, first, 1)
        [others] = await attached(session, ticket, second, 1)
        engineer = await make_staff(session, demo.id, roles=["engineer"])
        done = await photos.add(session, ticket, engineer, CLEANED, stage="after", now=NOW)
        stranger = await demo.conversation(session)

        async def seen(conversation: Conversation) -> list[Photo]:
            return await shared_photos.seen_by(session, ticket, conversation.person_id)

        assert await seen(reporter) == [own, done]
        assert await seen(first) == [theirs]
        assert await seen(second) == [others]
        assert await seen(stranger) == []
        assert await shared_photos.of_others(session, ticket) == {theirs.id, others.id}

        by = actors.staff(engineer)
        for _ in range(2):
            await shared_photos.share(session, ticket, theirs.id, shared=True, by=by, now=NOW)
        assert await seen(reporter) == [own, theirs, done]
        assert await seen(second) == [others]
        *_, change = await tickets.history(session, demo.id, ticket.id)
        assert (change.action, change.staff_id, change.details) == (
            "share", engineer.id, {"photos": [theirs.id]}
        )  # fmt: skip
        await shared_photos.share(session, ticket, theirs.id, shared=False, by=by, now=NOW)
        assert await seen(reporter) == [own, done]


async def test_a_photo_of_another_ticket_is_not_shared(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        reporter = await demo.conversation(session)
        ticket, other = [await a_ticket(session, reporter) for _ in range(2)]
        [photo] = await attached(session, other, reporter, 1)
        with pytest.raises(NotFound):
            await shared_photos.share(session, ticket, photo.id, shared=True, by=ITSELF, now=NOW)
