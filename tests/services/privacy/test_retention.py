"""What has served its time goes, by kind and park; what is under way stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import (
    Attempt,
    AuditEntry,
    ChannelIdentity,
    Company,
    CompanyAccount,
    Conversation,
    ConversationNote,
    DangerSign,
    Delivery,
    Endpoint,
    EventRow,
    Handoff,
    LastPlace,
    Message,
    Order,
    OrderLine,
    PaymentRequest,
    Person,
    Photo,
    RetentionPass,
    StockWatch,
    Ticket,
    TicketChange,
    TrainingSentence,
    Vendor,
    Visit,
    VisitPassage,
)
from parkline.stores.database import Sessions
from services.conversations import receiving
from services.kit.audit import By
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import ChangedMeanwhile
from services.ordering import orders, placing
from services.privacy import housekeeping, retention, retention_sweep
from services.privacy.registry import PERSONAL_TABLES
from services.privacy.retention_kinds import KINDS
from services.privacy.retention_rules import RULES
from services.privacy.retention_tables import KINDS_OF
from services.vendors import deliveries
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park
from tests.given.somebody import NOW as MADE
from tests.given.somebody import somebody
from tests.services.privacy.test_registry import all_words

LATER = NOW + timedelta(days=400)
"""When everything of NOW with a period of a year has served its time."""
FAR = NOW + timedelta(days=4000)


async def sweep(demo: DemoPark, now: datetime, *names: str) -> int:
    """Whole passes of these rules, or of all; how many rows were removed or cleared."""
    removed = 0
    for name in names or RULES:
        ended = False
        while not ended:
            async with demo.sessions.begin() as session:
                periods = await retention.periods(session, demo.id)
                before = retention.limit(periods[RULES[name].kind], now)
                step = await retention_sweep.step(session, demo.id, name, before, now=now)
            assert step is not None
            removed, ended = removed + step.removed, step.ended
    return removed


async def count(demo: DemoPark, table: Any, *where: Any) -> int:
    async with demo.sessions() as session:
        query = select(func.count()).select_from(table).where(*where)
        return await session.scalar(query) or 0


async def written(session: AsyncSession, talk: Conversation, *texts: str) -> None:
    for text in texts:
        received = await receiving.receive(
            session, talk, external_id=f"{talk.id}-{text}", text=text, now=NOW
        )
        received.message.status = "handled"


async def test_messages_go_after_their_period_and_not_a_day_before(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await written(session, await demo.conversation(session), "one", "two")
    assert await sweep(demo, NOW + timedelta(days=365), "messages") == 0
    assert await sweep(demo, NOW + timedelta(days=366), "messages") == 2
    assert await count(demo, Message) == 0


@pytest.mark.parametrize("what", ["handoff", "ticket", "order", "visit"])
async def test_messages_stay_while_their_person_has_something_open(
    demo: DemoPark, what: str
) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, "one")
        match what:
            case "handoff":
                talk.owner = "queued"
            case "ticket":
                session.add(ticket(demo, talk, "in_progress"))
            case "order":
                await demo.placed(session, conversation=talk)
            case "visit":
                session.add(visit(demo, talk, "checked_in"))
    assert await sweep(demo, LATER, "messages") == 0


def ticket(demo: DemoPark, talk: Conversation, status: str, **columns: Any) -> Ticket:
    return Ticket(
        park_id=demo.id, ticket_no=f"T{talk.id}{status}", kind="repair", category="hvac",
        urgency="normal", status=status, description="it drips", person_id=talk.person_id,
        conversation_id=talk.id, created_at=NOW, updated_at=NOW, **columns,
    )  # fmt: skip


def visit(demo: DemoPark, talk: Conversation, status: str) -> Visit:
    return Visit(
        park_id=demo.id, visit_no=f"V{talk.id}{status}", status=status, host_id=talk.person_id,
        names=["王总"], headcount=1, starts_at=NOW, ends_at=NOW + timedelta(hours=1),
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip


async def test_notes_go_and_handoffs_are_kept_for_the_reports_without_words(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        session.add(ConversationNote(
            park_id=demo.id, conversation_id=talk.id, after_seq=1, text="rude", created_at=NOW
        ))  # fmt: skip
        session.add(Handoff(
            park_id=demo.id, conversation_id=talk.id, reason="asked", summary={"asked": "王总"},
            queued_at=NOW, ended_at=NOW, ended_by="quiet", rating=2, rating_comment="slow",
        ))  # fmt: skip
    assert await sweep(demo, LATER, "notes", "handoffs") == 2
    assert await sweep(demo, LATER + timedelta(days=2), "notes", "handoffs") == 0
    async with demo.sessions() as session:
        [kept] = await session.scalars(select(Handoff))
    assert (kept.summary, kept.rating, kept.rating_comment) == ({}, 2, None)
    assert await count(demo, ConversationNote) == 0


async def test_a_photo_goes_and_its_message_shows_it_no_longer(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, "look")
        shown = photo(demo, talk)
        under_repair = ticket(demo, talk, "assigned")
        session.add_all([shown, under_repair])
        await session.flush()
        worked_on = photo(demo, talk, ticket_id=under_repair.id)
        session.add(worked_on)
        await session.flush()
        [message] = await session.scalars(select(Message))
        message.data = {"photos": [{"id": shown.id}, {"id": worked_on.id}]}
    assert await sweep(demo, LATER, "photos") == 1
    async with demo.sessions() as session:
        [message] = await session.scalars(select(Message))
        [left] = await session.scalars(select(Photo))
    assert message.data == {"photos": [{"id": left.id}]}
    assert left.id == worked_on.id


def photo(demo: DemoPark, talk: Conversation, **columns: Any) -> Photo:
    return Photo(
        park_id=demo.id, conversation_id=talk.id, token="t", media_type="image/jpeg", width=1,
        height=1, image=b"x", thumbnail=b"x", created_at=NOW, **columns,
    )  # fmt: skip


async def placed(demo: DemoPark, session: AsyncSession, *, complete: bool = True) -> Order:
    order = await demo.draft(session)
    order.phone, order.allergy_note, order.room = "13800138000", "peanuts", "301"
    order.invoice_title = "Hemu Biotech"
    order.lines[0].note = "for 王总"
    await placing.place(session, order, now=NOW)
    if complete:
        for action in ("accept", "ready", "complete"):
            await orders.advance(session, order.park_id, order.id, action, now=NOW)
    return order


async def test_an_order_loses_what_is_personal_and_keeps_its_sum(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await placed(demo, session)
    assert await sweep(demo, NOW + timedelta(days=91), "order_details") == 1
    assert await sweep(demo, NOW + timedelta(days=93), "order_details", "invoices") == 0
    async with demo.sessions() as session:
        kept = await session.get_one(Order, (demo.id, order.id))
        lines = (await session.scalars(select(OrderLine.note))).all()
        said = await session.scalars(
            select(EventRow.data).where(EventRow.subject == f"order:{order.id}")
        )
        texts = str([*said])
    assert (kept.phone, kept.allergy_note, kept.room) == (None, None, None)
    assert (kept.total, kept.status, kept.invoice_title) == (2200, "completed", "Hemu Biotech")
    assert lines == [None]
    assert "13800138000" not in texts
    assert "peanuts" not in texts
    assert await sweep(demo, NOW + timedelta(days=1826), "invoices") == 1
    async with demo.sessions() as session:
        assert (await session.get_one(Order, (demo.id, order.id))).invoice_title is None


async def test_an_order_under_way_keeps_everything(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await placed(demo, session, complete=False)
    assert await sweep(demo, FAR, "order_details", "invoices") == 0


async def test_a_closed_ticket_loses_its_words_and_an_open_one_does_not(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        for status in ("closed", "waiting_tenant", "resolved"):
            row = ticket(demo, talk, status, phone="13800138000")
            session.add(row)
            await session.flush()
            session.add(TicketChange(
                park_id=demo.id, ticket_id=row.id, at=NOW, action="report", status=status,
                person_id=talk.person_id, text="it drips", details={},
            ))  # fmt: skip
    assert await sweep(demo, FAR, "tickets") == 1
    async with demo.sessions() as session:
        rows = await session.execute(
            select(Ticket.status, Ticket.description, Ticket.phone, TicketChange.text)
            .join(TicketChange, TicketChange.ticket_id == Ticket.id)
            .order_by(Ticket.id)
        )
    assert [tuple(row) for row in rows] == [
        ("closed", "", None, None),
        ("waiting_tenant", "it drips", "13800138000", "it drips"),
        ("resolved", "it drips", "13800138000", "it drips"),
    ]


async def test_events_go_but_the_last_of_a_subject_which_the_next_counts_from(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        order = await placed(demo, session)
        for event in await session.scalars(select(EventRow)):
            event.handled_at, event.due_at = NOW, None
    assert await sweep(demo, LATER, "events", "last_events") == 5
    assert await demo_events(demo, order) == [(5, "payment.succeeded")]
    async with demo.sessions() as session:
        [data] = await session.scalars(select(EventRow.data))
    assert "13800138000" not in str(data)
    assert await sweep(demo, LATER + timedelta(days=2), "events", "last_events") == 0


async def demo_events(demo: DemoPark, order: Order) -> list[tuple[int, str]]:
    async with demo.sessions() as session:
        return await demo.events(session, f"order:{order.id}")


async def test_an_event_that_nobody_handled_or_that_waits_for_its_vendor_stays(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        await placed(demo, session)
        await endpoint(demo, session)
        first, *others = list(await session.scalars(select(EventRow).order_by(EventRow.id)))
        await deliveries.plan(session, [first], now=NOW)
        for event in (first, *others[1:]):
            event.handled_at, event.due_at = NOW, None
        unhandled = others[0]
    assert await count(demo, Delivery) == 1
    assert await sweep(demo, LATER, "events", "deliveries") == 2  # Of five, one is the last.
    async with demo.sessions() as session:
        left = set(await session.scalars(select(EventRow.id)))
    assert left == {first.id, unhandled.id, others[-1].id}


async def endpoint(demo: DemoPark, session: AsyncSession) -> None:
    vendor = await session.scalar(select(Vendor.id).order_by(Vendor.id).limit(1))
    for one in await session.scalars(select(Vendor.id)):
        session.add(Endpoint(
            park_id=demo.id, vendor_id=one, url="https://vendor.example", event_types=[],
            secret=b"x", created_at=NOW,
        ))  # fmt: skip
    await session.flush()
    assert vendor is not None


async def test_what_vendors_were_sent_goes_with_their_answers(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await placed(demo, session)
        await endpoint(demo, session)
        events = list(await session.scalars(select(EventRow).limit(1)))
        [delivery] = await deliveries.plan(session, events, now=NOW)
        row = await session.get_one(Delivery, (demo.id, delivery))
        row.status, row.next_attempt_at, row.delivered_at = "delivered", None, NOW
        session.add(Attempt(
            park_id=demo.id, delivery_id=delivery, number=1, at=NOW, milliseconds=5,
            answer="thanks 王总",
        ))  # fmt: skip
    assert await sweep(demo, NOW + timedelta(days=91), "deliveries") == 1
    assert await count(demo, Attempt) == 0
    assert await count(demo, EventRow) > 0


async def test_passages_of_a_visit_that_is_over_go(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        for status in ("checked_out", "checked_in"):
            guest = visit(demo, talk, status)
            session.add(guest)
            await session.flush()
            session.add(VisitPassage(park_id=demo.id, visit_id=guest.id, at=NOW, direction="in"))
    assert await sweep(demo, LATER, "passages") == 1
    assert await count(demo, VisitPassage) == 1


async def test_who_was_silent_for_three_years_is_forgotten_as_if_they_had_asked(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        silent, lively = [await demo.conversation(session) for _ in range(2)]
        for talk in (silent, lively):
            person = await session.get_one(Person, (demo.id, talk.person_id))
            person.name, person.created_at = "陈梅", NOW
            await written(session, talk, "hello")
        lively.heard_at = NOW + timedelta(days=900)
    assert await sweep(demo, NOW + timedelta(days=1096), "people") == 1
    async with demo.sessions() as session:
        names = {
            talk.id: (await session.get_one(Person, (demo.id, talk.person_id))).name
            for talk in (silent, lively)
        }
        accounts = await session.scalars(
            select(ChannelIdentity.external_id).where(ChannelIdentity.person_id == silent.person_id)
        )
        [account] = accounts
    assert names == {silent.id: None, lively.id: "陈梅"}
    assert account.startswith("erased:")
    assert await sweep(demo, NOW + timedelta(days=1098), "people") == 0


async def test_small_things_go_each_in_its_time(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        item = demo.items["umbrella"]
        key = {"park_id": demo.id, "person_id": talk.person_id}
        session.add(LastPlace(**key, building="A", seen_at=NOW))
        session.add(StockWatch(**key, item_id=item, created_at=NOW))
        fresh = demo.items["beef_noodles"]
        session.add(StockWatch(**key, item_id=fresh, created_at=FAR - timedelta(days=1)))
        session.add(TrainingSentence(
            park_id=demo.id, text="漏水", intent="x", created_at=NOW, conversation_id=talk.id
        ))  # fmt: skip
        made_up = {"park_id": demo.id, "intent": "x", "created_at": NOW, "text": "停电"}
        session.add(TrainingSentence(**made_up))
        for is_look in (False, True):
            session.add(AuditEntry(
                park_id=demo.id, at=NOW, action="a.b", subject="x:1", before={}, after={},
                is_look=is_look,
            ))  # fmt: skip
    assert await sweep(demo, LATER, "looks", "audit") == 1
    assert await count(demo, AuditEntry, AuditEntry.is_look) == 0
    assert await sweep(demo, FAR, "places", "watches", "taught", "audit") == 4
    async with demo.sessions() as session:
        assert list(await session.scalars(select(StockWatch.item_id))) == [fresh]


async def test_a_sign_of_danger_outlives_its_message_and_goes_with_what_was_taught(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, "着火了")
        message = (await session.scalars(select(Message))).one()
        session.add(DangerSign(
            park_id=demo.id, conversation_id=talk.id, message_id=message.id, zone="alarm",
            kind="fire", p=0.9, created_at=NOW, verdict="right", verdict_at=NOW, lesson="着火了",
        ))  # fmt: skip
    assert await sweep(demo, LATER, "messages", "danger_signs") == 1
    async with demo.sessions() as session:
        sign = (await session.scalars(select(DangerSign))).one()
    assert (sign.message_id, sign.lesson) == (None, "着火了")
    assert await sweep(demo, FAR, "danger_signs") == 1


async def test_every_kind_has_a_rule_and_every_rule_a_kind() -> None:
    assert {rule.kind for rule in RULES.values()} == set(KINDS)


async def test_a_pass_goes_on_where_it_was_interrupted_and_begins_again_a_day_later(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_sweep, "WINDOW", 2)
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, *"abcde")
    taken = [await one(demo, LATER) for _ in range(3)]
    assert [(step.removed, step.ended) for step in taken if step] == [
        (2, False), (2, False), (1, True),
    ]  # fmt: skip
    assert await one(demo, LATER + timedelta(hours=19)) is None
    assert await one(demo, LATER + timedelta(hours=20)) is not None
    async with demo.sessions() as session:
        [state] = await session.scalars(select(RetentionPass))
    assert (state.removed, state.oldest_at) == (5, None)


async def one(demo: DemoPark, now: datetime) -> retention_sweep.Step | None:
    async with demo.sessions.begin() as session:
        before = retention.limit(365, now)
        return await retention_sweep.step(session, demo.id, "messages", before, now=now)


async def test_two_workers_are_never_at_one_rule_together(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await written(session, await demo.conversation(session), "one")
    await one(demo, NOW)
    async with demo.sessions.begin() as first:
        step = retention_sweep.step
        assert await step(first, demo.id, "messages", LATER, now=LATER) is not None
        async with demo.sessions.begin() as second:
            assert await step(second, demo.id, "messages", LATER, now=LATER) is None


async def test_the_oldest_that_is_left_is_told(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, "kept")
        talk.owner = "queued"
    await sweep(demo, LATER, "messages")
    async with demo.sessions() as session:
        [state] = (await retention_sweep.passes(session, demo.id)).values()
    assert state.oldest_at == NOW


async def test_the_figure_is_what_the_pass_then_removes(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, *"abc")
        session.add(ConversationNote(
            park_id=demo.id, conversation_id=talk.id, after_seq=1, text="x", created_at=NOW
        ))  # fmt: skip
    async with demo.sessions() as session:
        before = LATER - timedelta(days=365)
        figure = await retention_sweep.count(session, demo.id, "messages", before)
        none = await retention_sweep.count(session, demo.id, "messages", NOW)
    assert (figure, none) == (retention_sweep.Count(4), retention_sweep.Count(0))
    assert await sweep(demo, LATER, "messages", "notes", "handoffs") == 4


async def test_every_figure_can_be_counted_and_nothing_is_due_in_a_new_park(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        for code, days in (await retention.periods(session, demo.id)).items():
            before = retention.limit(days, NOW)
            assert before is not None
            found = await retention_sweep.count(session, demo.id, code, before)
            assert found == retention_sweep.Count(0), code


async def test_a_figure_that_takes_too_long_is_none_and_breaks_nothing(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_sweep, "COUNTING_MILLISECONDS", 1)
    async with demo.sessions.begin() as session:
        await written(session, await demo.conversation(session), *map(str, range(300)))
    async with demo.sessions() as session:
        await retention_sweep.count(session, demo.id, "messages", FAR)
        assert await session.scalar(select(func.count(Message.id))) == 300


async def test_a_period_is_the_parks_own_and_its_change_is_noted(demo: DemoPark) -> None:
    by = By(demo.id, None, NOW)
    async with demo.sessions.begin() as session:
        await retention.save(session, by, "messages", 30, seen=365)
        await retention.save(session, by, "visits", 7, seen=30)
        await retention.save(session, by, "events", None, seen=365)
    async with demo.sessions() as session:
        found = await retention.periods(session, demo.id)
        noted = await session.execute(
            select(AuditEntry.subject, AuditEntry.before, AuditEntry.after).order_by(AuditEntry.id)
        )
        entries: Sequence[Any] = [tuple(row) for row in noted]
    assert (found["messages"], found["visits"], found["events"]) == (30, 7, None)
    assert found["photos"] == 180
    assert entries == [
        ("retention:messages", {"days": 365}, {"days": 30}),
        ("retention:visits", {"days": 30}, {"days": 7}),
        ("retention:events", {"days": 365}, {"days": None}),
    ]


async def test_without_limit_nothing_goes(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await written(session, await demo.conversation(session), "one")
        await retention.save(session, By(demo.id, None, NOW), "messages", None, seen=365)
    assert await sweep(demo, FAR, "messages") == 0


async def test_a_period_that_cannot_be_is_refused(demo: DemoPark) -> None:
    by = By(demo.id, None, NOW)
    async with demo.sessions.begin() as session:
        for code, days, error in (
            ("messages", 0, Invalid),
            ("messages", 36_501, Invalid),
            ("visits", None, Invalid),
            ("birthdays", 3, NotFound),
        ):
            with pytest.raises(error):
                await retention.save(session, by, code, days, seen=365)
        with pytest.raises(ChangedMeanwhile):
            await retention.save(session, by, "messages", 10, seen=364)


async def test_of_somebody_who_left_a_row_in_every_table_no_word_outlives_its_period(
    sessions: Sessions,
) -> None:
    """Made by walking the tables: a new one, or a new column of words, is in it by itself."""
    async with sessions.begin() as session:
        park = await make_park(session)
        hers = await somebody(session, park.id, "hers")
        await session.execute(update(Company).values(approver_id=None))
        await session.execute(update(CompanyAccount).values(manager_id=None))
        # What somebody left is under way in part; here all of it has ended.
        await session.execute(update(PaymentRequest).values(status="closed", paid_at=None))
        await session.execute(update(Handoff).values(ended_at=MADE, ended_by="quiet"))
        await session.execute(update(Order).values(held=False, placed_at=MADE))
    demo = DemoPark(sessions, park.id, {}, {})
    async with sessions.begin() as session:
        await housekeeping.tidy(session, now=FAR)
    await sweep(demo, FAR, *(name for name in RULES if name != "people"))
    async with sessions() as session:
        by_their_own_rules = await all_words(session)
    await sweep(demo, FAR, "people")
    async with sessions() as session:
        after = await all_words(session)
    tables = {table.__tablename__: kinds for table, kinds in KINDS_OF.items()}
    stays = {about.table.__tablename__: about.stays for about in PERSONAL_TABLES}
    past = {
        (table, column)
        for table, column in hers.words
        if set(tables.get(table, ())) & set(KINDS) and column not in stays[table]
    }
    assert len(past) > 40
    own = {(table, column) for table, column in past if "people" not in tables[table]}
    assert {key for key in own if hers.words[key] in by_their_own_rules} == set()
    assert {key for key in past if hers.words[key] in after} == set()


async def test_of_somebody_who_is_in_every_table_nothing_goes_before_its_period(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        await somebody(session, park.id, "hers")
    async with sessions() as session:
        before = await all_words(session)
    await sweep(DemoPark(sessions, park.id, {}, {}), MADE + timedelta(days=29))
    async with sessions() as session:
        after = await all_words(session)
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
