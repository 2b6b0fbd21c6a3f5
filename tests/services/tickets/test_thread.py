"""What staff and a tenant write to each other about a ticket: who reads it, where it arrives."""

from datetime import datetime

import pytest

from models.conversations import Conversation
from models.people import Person
from models.tickets import Ticket
from services.conversations import conversations
from services.handoffs import handoffs
from services.kit.actors import ITSELF
from services.kit.errors import Invalid
from services.notices.opt_outs import opt_out
from services.privacy import erasure
from services.tickets import merging, photos, shared_photos, thread, tickets
from services.tickets.rules import NotYours
from services.tickets.thread import ThreadOver
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff
from tests.given.notices import Notifier
from tests.given.photo_files import encoded, picture
from tests.given.tickets import move, observed, opened

NOW = WEDNESDAY_MORNING
NIGHT = datetime(2026, 12, 2, 23, 0, tzinfo=SHANGHAI)
SEVEN = datetime(2026, 12, 3, 7, 0, tzinfo=SHANGHAI)


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


async def reported(demo: DemoPark, **values: str) -> Ticket:
    async with demo.sessions.begin() as session:
        return await opened(demo, session, **values)


async def write(
    demo: DemoPark, ticket: Ticket, text: str = "三点到", *, to: int | None = None, shots: int = 0
) -> None:
    async with demo.sessions.begin() as session:
        engineer = await make_staff(session, demo.id, name="王强", roles=["engineer"])
        cleaned = photos.clean(encoded(picture((40, 30))))
        kept = [
            await photos.store_for_message(session, ticket, engineer, cleaned, now=NOW)
            for _ in range(shots)
        ]
        person = to or ticket.person_id
        assert person is not None
        await thread.write(session, ticket, engineer, person, text, photos=kept, now=NOW)


async def answer(demo: DemoPark, ticket: Ticket, text: str, *, who: int | None = None) -> None:
    async with demo.sessions.begin() as session:
        person = who or ticket.person_id
        assert person is not None
        await thread.answer(session, ticket, person, text, now=NOW)


async def words(demo: DemoPark, ticket: Ticket, who: int | None = None) -> list[str | None]:
    async with demo.sessions() as session:
        lines = await thread.lines(session, ticket, person_id=who)
        return [line.change.text for line in lines]


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "王强（报修 {no}）：三点到"), ("en", "王强 about your repair request {no}: 三点到")],
)
async def test_the_tenant_gets_it_where_they_chat_with_the_name_of_who_wrote(
    demo: DemoPark, notifier: Notifier, language: str, said: str
) -> None:
    ticket = await reported(demo, language=language)
    await write(demo, ticket)
    await notifier.handle_last(f"ticket:{ticket.id}")
    (message,) = await notifier.messages()
    assert message.text == said.format(no=ticket.ticket_no)
    assert (message.author, message.conversation_id) == ("system", ticket.conversation_id)
    assert message.data["staff"] == {"name": "王强"}
    async with demo.sessions() as session:
        (line,) = await thread.lines(session, ticket)
    assert line.message is not None
    assert line.message.id == message.id


async def test_its_photos_come_along_and_are_no_photos_of_the_work(
    demo: DemoPark, notifier: Notifier
) -> None:
    ticket = await reported(demo)
    async with demo.sessions.begin() as session:
        observer = await observed(demo, session, ticket)
    await write(demo, ticket, "", to=observer.person_id, shots=2)
    await notifier.handle_last(f"ticket:{ticket.id}")
    (message,) = await notifier.messages()
    async with demo.sessions() as session:
        (line,) = await thread.lines(session, ticket)
        seen = await shared_photos.seen_by(session, ticket, ticket.person_id or 0)
    assert [one["id"] for one in message.data["photos"]] == [one.id for one in line.photos]
    assert (len(line.photos), seen) == (2, [])


async def test_while_staff_own_the_conversation_it_is_a_message_of_theirs(
    demo: DemoPark, notifier: Notifier
) -> None:
    ticket = await reported(demo)
    async with demo.sessions.begin() as session:
        agent = await make_staff(session, demo.id, roles=["agent"])
        assert ticket.conversation_id is not None
        await handoffs.take(session, demo.id, ticket.conversation_id, agent, now=NOW)
    await write(demo, ticket)
    await notifier.handle_last(f"ticket:{ticket.id}")
    (message,) = await notifier.messages()
    assert (message.author, message.staff_id is not None) == ("staff", True)
    assert message.staff_id != agent.id


async def test_at_night_it_waits_until_the_morning_unless_it_presses(
    demo: DemoPark, notifier: Notifier
) -> None:
    calm, urgent = await reported(demo), await reported(demo, urgency="urgent")
    for ticket in (calm, urgent):
        await write(demo, ticket)
        await notifier.handle_last(f"ticket:{ticket.id}", now=NIGHT)
    (now,) = await notifier.messages()
    assert now.conversation_id == urgent.conversation_id
    await notifier.run_held(now=SEVEN)
    assert len(await notifier.messages()) == 2


async def test_who_wants_no_news_is_spoken_to_all_the_same(
    demo: DemoPark, notifier: Notifier
) -> None:
    ticket = await reported(demo)
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, ticket.person_id))
        await opt_out(session, person, "repair", now=NOW)
    await write(demo, ticket)
    await notifier.handle_last(f"ticket:{ticket.id}")
    assert len(await notifier.messages()) == 1


async def test_what_the_tenant_writes_is_told_to_nobody_outside(
    demo: DemoPark, notifier: Notifier
) -> None:
    ticket = await reported(demo)
    await answer(demo, ticket, "还在滴水")
    await notifier.handle_all(f"ticket:{ticket.id}")
    assert await notifier.messages() == []
    assert await words(demo, ticket) == ["还在滴水"]


async def test_each_who_reported_it_reads_their_own_thread_and_no_notes(demo: DemoPark) -> None:
    ticket = await reported(demo)
    async with demo.sessions.begin() as session:
        other = await observed(demo, session, ticket)
        await tickets.note(session, demo.id, ticket.id, "难缠", by=ITSELF, now=NOW)
    await write(demo, ticket, "给报修人")
    await write(demo, ticket, "给一起报的", to=other.person_id)
    await answer(demo, ticket, "好", who=other.person_id)
    assert await words(demo, ticket, ticket.person_id) == ["给报修人"]
    assert await words(demo, ticket, other.person_id) == ["给一起报的", "好"]
    assert await words(demo, ticket) == ["给报修人", "给一起报的", "好"]


async def test_nobody_else_is_written_to(demo: DemoPark) -> None:
    ticket, other = await reported(demo), await reported(demo)
    with pytest.raises(NotYours):
        await write(demo, ticket, to=other.person_id)


@pytest.mark.parametrize("text", ["", "  ", "a" * (thread.LONGEST + 1)])
async def test_a_message_has_words_and_not_too_many(demo: DemoPark, text: str) -> None:
    ticket = await reported(demo)
    with pytest.raises(Invalid):
        await write(demo, ticket, text)


@pytest.mark.parametrize("over", [["cancel"], ["assign", "resolve", "close"]])
async def test_once_it_is_over_the_tenant_is_refused_rather_than_unread(
    demo: DemoPark, over: list[str]
) -> None:
    ticket = await reported(demo)
    async with demo.sessions.begin() as session:
        await move(session, ticket, *over)
    with pytest.raises(ThreadOver):
        await answer(demo, ticket, "还在滴水")


async def test_a_thread_goes_along_when_tickets_are_merged_one_after_another(
    demo: DemoPark,
) -> None:
    first, second, third = [await reported(demo) for _ in range(3)]
    await write(demo, first, "第一条")
    async with demo.sessions.begin() as session:
        for one, into in ((first, second), (second, third)):
            await merging.merge(session, demo.id, one.id, into.id, by=ITSELF, now=NOW)
    assert await words(demo, third, first.person_id) == ["第一条"]
    await write(demo, third, "第二条", to=first.person_id)
    assert await words(demo, third, first.person_id) == ["第一条", "第二条"]


async def test_what_was_said_is_forgotten_with_the_person(demo: DemoPark) -> None:
    ticket = await reported(demo)
    async with demo.sessions.begin() as session:
        other: Conversation = await observed(demo, session, ticket)
    await write(demo, ticket, "给一起报的", to=other.person_id)
    await answer(demo, ticket, "好", who=other.person_id)
    await write(demo, ticket, "给报修人")
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, other.person_id))
        await erasure.erase(session, person, now=NOW)
    assert await words(demo, ticket) == ["给报修人"]


async def test_staff_see_who_waits_for_their_word(demo: DemoPark) -> None:
    ticket, other = await reported(demo), await reported(demo)
    await answer(demo, ticket, "还在滴水")
    await answer(demo, other, "还在滴水")
    await write(demo, other)
    async with demo.sessions() as session:
        waiting = await thread.unanswered(session, demo.id, [ticket.id, other.id])
        conversation = await conversations.find(session, demo.id, ticket.conversation_id or 0)
    assert (waiting, conversation.last_seq) == ({ticket.id}, 0)
