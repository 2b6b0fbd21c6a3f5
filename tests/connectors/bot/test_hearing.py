"""Words that reach a ticket by another way than the chat are heard by the bot as any message is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from connectors.bot.client import Dialogue
from connectors.bot.hearing import Listener
from connectors.channels.feed import Feed
from models.conversations import Conversation
from models.danger import DangerSign
from models.events import EventRow
from models.ordering import Order
from models.park import Park
from models.tickets import Ticket, TicketChange
from parkline.process.clock import SetClock
from services.conversations import conversations
from services.danger import alarms, hearing
from services.danger.passages import Passage
from services.handoffs import handoffs
from services.kit.actors import staff as by_staff
from services.kit.actors import tenant
from services.repair import repair
from services.tickets import tickets
from tests.connectors.bot.fake import TOKEN, FakeBot
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, jobs
from tests.given.factories import make_staff
from tests.given.heard import heard as taken_in

NOW = WEDNESDAY_MORNING
PLACE = {"building": "A", "floor": 3, "room": "301", "place": None}
WORDS = "插座发烫，闻着像烧塑料"


def heard(zone: str, kind: str | None = "smoke", p: float = 0.5) -> dict[str, Any]:
    return {"zone": zone, "kind": kind, "p": p}


@dataclass
class Office:
    """A tenant who reports in the app, and the worker's way to the bot."""

    demo: DemoPark
    bot: FakeBot
    listener: Listener
    clock: SetClock
    row: Conversation

    async def report(self, words: str = WORDS, **values: Any) -> Ticket:
        about: dict[str, Any] = {"category": "hvac", "urgency": "normal", "place": PLACE}
        async with self.demo.sessions.begin() as session:
            here = await self.conversation(session)
            reported = await repair.report(session, here, words, now=self.clock(), **about | values)
            await hearing.later(session, reported.ticket, here.id, now=self.clock())
        return reported.ticket

    async def listen(self) -> datetime | None:
        """Do what was queued last, as the worker does; when it is to be done again."""
        async with self.demo.sessions() as session:
            queued = [one for one in await jobs(session) if one.task_name == hearing.HEAR_WORDS]
        return await self.listener.hear(Passage(**queued[-1].args))

    async def conversation(self, session: Any) -> Conversation:
        return await conversations.find(session, self.demo.id, self.row.id)

    async def ticket(self, ticket: Ticket) -> Ticket:
        async with self.demo.sessions() as session:
            return await tickets.load(session, self.demo.id, ticket.id)

    async def history(self, ticket: Ticket) -> list[str]:
        async with self.demo.sessions() as session:
            found = await tickets.history(session, self.demo.id, ticket.id)
        return [change.action for change in found]

    async def signs(self) -> list[DangerSign]:
        async with self.demo.sessions() as session:
            return list(await session.scalars(select(DangerSign).order_by(DangerSign.id)))

    async def log(self) -> list[tuple[str, str]]:
        async with self.demo.sessions() as session:
            rows = await conversations.since(session, await self.conversation(session), 0)
        return [(row.author, row.text) for row in rows]

    async def owner(self) -> str:
        async with self.demo.sessions() as session:
            return (await self.conversation(session)).owner

    async def ring(self) -> None:
        async with self.demo.sessions.begin() as session:
            await alarms.ring(session, now=self.clock())

    def later(self, **by: float) -> None:
        self.clock.moment = self.clock() + timedelta(**by)


@pytest.fixture
async def office(demo: DemoPark, bot: FakeBot) -> AsyncIterator[Office]:
    async with demo.sessions.begin() as session:
        row = await demo.conversation(session)
    clock = SetClock(NOW)
    async with Feed(None) as feed, aiohttp.ClientSession() as client:
        dialogue = Dialogue(client, [bot.url], TOKEN, timeout=20)
        yield Office(demo, bot, Listener(demo.sessions, dialogue, feed, clock), clock, row)


async def test_danger_in_a_report_makes_its_ticket_critical_and_tells_the_tenant_what_to_do(
    office: Office,
) -> None:
    ticket = await office.report()
    office.bot.danger = heard("alarm", p=0.95)
    assert await office.listen() is None
    [one] = await office.signs()
    now = await office.ticket(ticket)
    assert (now.urgency, now.category) == ("critical", "fire_safety")
    assert (one.zone, one.kind, one.ticket_id, one.p) == ("alarm", "smoke", ticket.id, 0.95)
    said = await office.log()
    assert said[0] == ("tenant", WORDS)
    assert [author for author, _ in said[1:]] == ["system", "system"]
    assert "119" in said[1][1]
    assert ticket.ticket_no in said[2][1]
    assert await office.owner() == "queued"
    assert await office.history(ticket) == ["report", "heard", "edit"]


async def test_a_report_in_which_nothing_is_heard_stays_what_it_is(office: Office) -> None:
    ticket = await office.report("空调不凉")
    assert await office.listen() is None
    now = await office.ticket(ticket)
    assert (now.urgency, now.category, await office.owner()) == ("normal", "hvac", "bot")
    assert (await office.log(), await office.signs()) == ([], [])
    assert await office.history(ticket) == ["report"]


async def test_where_the_bot_is_torn_it_asks_in_the_conversation_and_a_minute_of_silence_alarms(
    office: Office,
) -> None:
    ticket = await office.report()
    office.bot.danger = heard("ask")
    await office.listen()
    assert (await office.ticket(ticket)).urgency == "normal"
    async with office.demo.sessions() as session:
        asked = await conversations.last_said(session, office.demo.id, office.row.id)
    assert asked is not None
    assert asked.text.splitlines()[0] == f"您刚才写的“{WORDS}”，我想先确认一下："
    [one] = await office.signs()
    assert [button["payload"] for button in asked.buttons] == [
        f'/danger_yes{{"sign": {one.id}}}',
        f'/danger_no{{"sign": {one.id}}}',
    ]
    office.later(seconds=59)
    await office.ring()
    assert (await office.ticket(ticket)).urgency == "normal"
    office.later(seconds=1)
    await office.ring()
    [one] = await office.signs()
    assert (one.answer, one.ticket_id) == ("silence", ticket.id)
    assert (await office.ticket(ticket)).urgency == "critical"
    async with office.demo.sessions() as session:
        assert len(list(await session.scalars(select(Ticket)))) == 1, "no second ticket"


async def test_a_job_that_runs_twice_alarms_and_tells_once(office: Office) -> None:
    ticket = await office.report()
    office.bot.danger = heard("alarm")
    await office.listen()
    said = await office.log()
    await office.listen()
    assert await office.log() == said
    assert (await office.history(ticket)).count("heard") == 1


async def test_an_answer_that_comes_after_another_worker_took_one_in_changes_nothing(
    office: Office,
) -> None:
    ticket = await office.report()
    office.bot.danger = heard("alarm")
    await office.listen()
    said = await office.log()
    await taken_in(office.demo, "alarm", "smoke", now=office.clock())
    assert await office.log() == said
    assert (await office.history(ticket)).count("heard") == 1


async def test_the_park_s_thresholds_go_with_the_words(office: Office) -> None:
    async with office.demo.sessions.begin() as session:
        park = await session.get_one(Park, office.demo.id)
        park.danger_alarm_from, park.danger_ask_from = 0.7, 0.3
    await office.report()
    await office.listen()
    [parsed] = office.bot.parsed
    assert (parsed["text"], parsed["metadata"]["danger"]) == (WORDS, {"alarm": 0.7, "ask": 0.3})


async def test_a_bot_that_is_down_is_asked_again_and_after_a_minute_staff_see_that_nobody_listened(
    office: Office,
) -> None:
    ticket = await office.report()
    office.bot.ready = False
    assert await office.listen() == NOW + timedelta(seconds=5)
    assert await office.history(ticket) == ["report"]
    office.later(minutes=1)
    assert await office.listen() == office.clock() + timedelta(minutes=1)
    assert await office.history(ticket) == ["report", "unheard"]
    async with office.demo.sessions() as session:
        assert [line.text for line in await hearing.unheard(session, ticket)] == [WORDS]
    office.later(minutes=1)
    await office.listen()
    assert await office.history(ticket) == ["report", "unheard"], "said once"
    office.later(hours=6)
    assert await office.listen() is None, "given up"


async def test_a_bot_that_comes_back_hears_what_it_had_missed(office: Office) -> None:
    ticket = await office.report()
    office.bot.ready = False
    office.later(minutes=2)
    await office.listen()
    office.bot.ready, office.bot.danger = True, heard("alarm")
    await office.listen()
    assert (await office.ticket(ticket)).urgency == "critical"
    async with office.demo.sessions() as session:
        assert await hearing.unheard(session, ticket) == []


async def test_words_that_name_a_danger_alarm_where_the_bot_cannot_be_asked(office: Office) -> None:
    ticket = await office.report("机房门口起火了")
    office.bot.ready = False
    office.later(minutes=1)
    assert await office.listen() is None
    [one] = await office.signs()
    assert (one.zone, one.kind, one.p, one.ticket_id) == ("alarm", "fire", 1.0, ticket.id)
    assert (await office.ticket(ticket)).urgency == "critical"


async def test_what_is_said_of_a_closed_ticket_opens_a_new_one_that_is_critical(
    office: Office,
) -> None:
    ticket = await office.report("灯不亮")
    async with office.demo.sessions.begin() as session:
        by = by_staff(await make_staff(session, office.demo.id))
        await tickets.advance(
            session, office.demo.id, ticket.id, "resolve", by=by, now=office.clock()
        )
        here = await office.conversation(session)
        office.later(minutes=5)
        rated = await repair.rate(
            session, ticket, 1, "修完反而打火花", by=tenant(here.person_id), now=office.clock()
        )
        await hearing.later(session, rated, here.id, now=office.clock())
    office.bot.danger = heard("alarm", "electric")
    await office.listen()
    async with office.demo.sessions() as session:
        found = list(await session.scalars(select(Ticket).order_by(Ticket.id)))
    assert [(one.urgency, one.status) for one in found] == [
        ("normal", "confirmed"),
        ("critical", "reported"),
    ]
    assert (found[1].description, found[1].room) == ("修完反而打火花", "301")


async def test_what_the_desk_writes_down_for_a_caller_alarms_staff_and_asks_nobody(
    office: Office,
) -> None:
    async def written(words: str) -> Ticket:
        async with office.demo.sessions.begin() as session:
            by = by_staff(await make_staff(session, office.demo.id))
            ticket = await tickets.open_ticket(
                session, office.demo.id, kind="repair", urgency="normal",
                description=words, by=by, now=office.clock(),
            )  # fmt: skip
            await hearing.later(session, ticket, None, now=office.clock())
        return ticket

    office.bot.danger = heard("alarm")
    ticket = await written("有人来电，说茶水间一股焦味")
    await office.listen()
    assert (await office.ticket(ticket)).urgency == "critical"
    office.bot.danger = heard("ask", "gas")
    ticket = await written("来电说味道怪")
    await office.listen()
    assert (await office.ticket(ticket)).urgency == "normal"
    async with office.demo.sessions() as session:
        [line] = await hearing.unsure(session, ticket)
    assert line.details["kind"] == "gas"
    assert (await office.signs(), await office.log()) == ([], [])


async def test_while_staff_own_the_conversation_they_see_the_words_and_ask_themselves(
    office: Office,
) -> None:
    await office.report()
    async with office.demo.sessions.begin() as session:
        member = await make_staff(session, office.demo.id)
        await handoffs.take(session, office.demo.id, office.row.id, member, now=office.clock())
    office.bot.danger = heard("ask")
    await office.listen()
    [one] = await office.signs()
    assert (one.zone, one.next_alarm_at) == ("ask", None)
    assert await office.log() == [("tenant", WORDS)]


async def test_staff_outside_the_desk_are_alarmed_once_of_a_ticket_that_becomes_danger(
    office: Office,
) -> None:
    ticket = await office.report()
    office.bot.danger = heard("alarm")
    await office.listen()
    async with office.demo.sessions() as session:
        rows = await session.scalars(
            select(EventRow).where(EventRow.subject == f"ticket:{ticket.id}").order_by(EventRow.id)
        )
        told = [(row.type, row.data.get("what"), row.data["urgency"]) for row in rows]
    assert told == [
        ("ticket.reported", None, "normal"),
        ("ticket.changed", "edit", "critical"),
        ("ticket.changed", "heard", "critical"),
    ]


async def test_words_that_were_forgotten_meanwhile_are_not_asked_about(office: Office) -> None:
    ticket = await office.report()
    async with office.demo.sessions.begin() as session:
        [line] = await session.scalars(
            select(TicketChange).where(TicketChange.ticket_id == ticket.id)
        )
        line.text = None
    assert await office.listen() is None
    assert office.bot.parsed == []


async def placed(office: Office, note: str | None, line_note: str | None = None) -> Order:
    async with office.demo.sessions.begin() as session:
        here = await office.conversation(session)
        order = await office.demo.placed(session, conversation=here)
        order.note, order.building, order.floor, order.room = note, "A", 16, "1608"
        order.lines[0].note = line_note
        await session.flush()
        await hearing.later(session, order, here.id, now=office.clock())
    return order


async def test_danger_in_the_notes_of_an_order_opens_a_ticket_where_the_order_goes(
    office: Office,
) -> None:
    await placed(office, "麻烦叫保安陪着上来，他拿着刀", "不要葱")
    office.bot.danger = heard("alarm", "violence")
    await office.listen()
    [parsed] = office.bot.parsed
    assert parsed["text"] == "麻烦叫保安陪着上来，他拿着刀\n不要葱"
    async with office.demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
    assert (ticket.urgency, ticket.category, ticket.room) == ("critical", "security", "1608")
    assert [author for author, _ in await office.log()] == ["tenant", "system", "system"]
    await office.listen()
    assert len(await office.log()) == 3, "once"


async def test_an_order_without_notes_is_not_heard(office: Office) -> None:
    await placed(office, None)
    async with office.demo.sessions() as session:
        assert [job for job in await jobs(session) if job.task_name == hearing.HEAR_WORDS] == []


async def test_a_note_that_may_be_danger_is_asked_about_and_silence_opens_the_ticket(
    office: Office,
) -> None:
    await placed(office, "千万别打电话过来")
    office.bot.danger = heard("ask", "violence")
    await office.listen()
    office.later(minutes=1)
    await office.ring()
    async with office.demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
    assert (ticket.urgency, ticket.room, ticket.description) == (
        "critical", "1608", "千万别打电话过来",
    )  # fmt: skip
