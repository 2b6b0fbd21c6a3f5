"""Quotes: what can be sent, their versions, the one order of a yes, and what ends them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.events import EventRow
from models.payments import Payment
from models.people import Person
from models.tickets import Ticket, TicketChange
from services.accounting.accounts import LimitReached, NotEntitled
from services.kit.actors import ITSELF, Actor, tenant
from services.kit.errors import Invalid
from services.quotes import accepting, alarms, quotes, sending
from services.quotes.sending import Asked, Draft
from services.tickets import tickets
from tests.given.companies import account_of
from tests.given.demo_park import DemoPark
from tests.given.factories import make_staff
from tests.given.notices import Notifier
from tests.given.quotes import FRIDAY, NOW, on_ticket, orders_of_work, quoted, read
from tests.given.tickets import opened


async def accept(demo: DemoPark, quote_id: int, *, by: Actor | None = None, **how: Any) -> str:
    async with demo.sessions.begin() as session:
        quote = await quotes.load(session, demo.id, quote_id)
        who = by or tenant(quote.person_id)
        _, order = await accepting.accept(session, demo.id, quote_id, by=who, **{"now": NOW} | how)
        return order.order_no


async def test_a_yes_is_an_order_of_the_propertys_outlet_that_is_accepted_already(
    demo: DemoPark,
) -> None:
    quote = await quoted(demo, tax_rate=600)
    assert (quote.total, quote.tax, quote.version) == (42_000, 2_377, 1)
    number = await accept(demo, quote.id)
    (order,) = await orders_of_work(demo)
    assert (order.order_no, order.status, order.total) == (number, "accepted", 42_000)
    assert (order.fulfilment, order.building, order.room) == ("on_site", "B", "301")
    assert [(one.name_zh, one.quantity, one.unit_price) for one in order.lines] == [
        ("维修工时", 2, 12_000),
        ("C 级锁芯", 1, 18_000),
    ]
    found = await read(demo, quote.id)
    assert (found.status, found.order_id) == ("accepted", order.id)
    async with demo.sessions() as session:
        ticket = await tickets.load(session, demo.id, quote.ticket_id)
        assert ticket.coverage == "chargeable"


async def test_accepted_twice_at_once_it_is_one_order(demo: DemoPark) -> None:
    quote = await quoted(demo)
    numbers = await asyncio.gather(*(accept(demo, quote.id) for _ in range(4)))
    assert len(set(numbers)) == 1
    assert len(await orders_of_work(demo)) == 1


async def test_accepted_and_declined_at_once_one_of_them_counts(demo: DemoPark) -> None:
    quote = await quoted(demo)

    async def decline() -> None:
        async with demo.sessions.begin() as session:
            await quotes.decline(session, demo.id, quote.id, by=ITSELF, now=NOW)

    ended = await asyncio.gather(accept(demo, quote.id), decline(), return_exceptions=True)
    assert sum(isinstance(one, quotes.QuoteOver) for one in ended) == 1
    ordered = len(await orders_of_work(demo))
    assert ((await read(demo, quote.id)).status, ordered) in {("accepted", 1), ("declined", 0)}


async def test_a_new_version_replaces_what_nobody_answered(demo: DemoPark) -> None:
    first = await quoted(demo)
    async with demo.sessions.begin() as session:
        ticket = await tickets.load(session, demo.id, first.ticket_id)
        second = await on_ticket(session, demo, ticket)
        assert second.version == 2
    assert (await read(demo, first.id)).status == "replaced"
    with pytest.raises(quotes.QuoteOver) as over:
        await accept(demo, first.id)
    assert over.value.details["status"] == "replaced"
    await accept(demo, second.id)
    assert len(await orders_of_work(demo)) == 1


async def test_after_a_yes_more_work_may_be_quoted(demo: DemoPark) -> None:
    first = await quoted(demo)
    await accept(demo, first.id)
    async with demo.sessions.begin() as session:
        ticket = await tickets.load(session, demo.id, first.ticket_id)
        more = await on_ticket(session, demo, ticket)
    assert (await read(demo, first.id)).status == "accepted"
    await accept(demo, more.id)
    assert len(await orders_of_work(demo)) == 2


async def test_by_the_company_it_is_charged_at_once_within_its_limit(demo: DemoPark) -> None:
    quote = await quoted(demo)
    with pytest.raises(NotEntitled):
        await accept(demo, quote.id, payment="company_account")
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo, limit=41_999)
        person = await session.get_one(Person, (demo.id, quote.person_id))
        person.company_id = account.company_id
    with pytest.raises(LimitReached) as reached:
        await accept(demo, quote.id, payment="company_account")
    assert reached.value.over == 1
    assert (await read(demo, quote.id)).status == "sent"
    assert await orders_of_work(demo) == []
    async with demo.sessions.begin() as session:
        found = await session.merge(account)
        found.monthly_limit = 42_000
    await accept(demo, quote.id, payment="company_account")
    async with demo.sessions() as session:
        payment = (await session.scalars(select(Payment))).one()
        assert (payment.method, payment.amount) == ("company_account", 42_000)


async def test_nobody_answers_in_time(demo: DemoPark) -> None:
    quote = await quoted(demo)
    async with demo.sessions.begin() as session:
        assert await alarms.ring(session, now=FRIDAY - timedelta(seconds=1)) == 0
    with pytest.raises(quotes.QuoteOver) as over:
        await accept(demo, quote.id, now=FRIDAY)
    assert over.value.details["status"] == "expired"
    async with demo.sessions.begin() as session:
        assert await alarms.ring(session, now=FRIDAY) == 1
    async with demo.sessions.begin() as session:
        assert await alarms.ring(session, now=FRIDAY) == 0
    assert (await read(demo, quote.id)).status == "expired"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [("labour_hour", 0, 100)]}, "lines"),
        ({"lines": [("labour_hour", 1, -1)]}, "lines"),
        ({"lines": [("material", 1, 0)]}, "lines"),
        ({"lines": [("beef_noodles", 1, 2200)]}, "lines"),
        ({"lines": [("labour_hour", 1, 10**13)]}, "lines"),
        ({"valid_until": NOW}, "valid_until"),
        ({"valid_until": NOW + timedelta(days=181)}, "valid_until"),
        ({"tax_rate": 10_001}, "tax_rate"),
        ({"note": "字" * 501}, "note"),
    ],
)
async def test_what_cannot_be_sent(demo: DemoPark, values: dict[str, Any], field: str) -> None:
    if "lines" in values:
        lines = [Asked(demo.items[code], n, price) for code, n, price in values["lines"]]
        values = values | {"lines": lines}
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        with pytest.raises(Invalid) as wrong:
            await on_ticket(session, demo, ticket, **values)
    assert wrong.value.details["field"] == field


async def test_nobody_is_asked_of_a_ticket_that_nobody_reported_or_that_is_over(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        about = {"kind": "repair", "urgency": "normal", "description": "滤芯", "now": NOW}
        ticket = await tickets.open_ticket(session, demo.id, **about)
        with pytest.raises(sending.NobodyToAsk):
            await on_ticket(session, demo, ticket)
        done = await opened(demo, session)
        await tickets.advance(session, demo.id, done.id, "resolve", by=ITSELF, now=NOW)
        with pytest.raises(quotes.TicketOver):
            await on_ticket(session, demo, done)


async def test_what_is_resolved_is_due_and_paid_when_done(demo: DemoPark) -> None:
    quote = await quoted(demo)
    await accept(demo, quote.id)
    await advance(demo, quote.ticket_id, "resolve")
    (order,) = await orders_of_work(demo)
    assert order.status == "completed"
    async with demo.sessions() as session:
        payment = (await session.scalars(select(Payment))).one()
        assert (payment.method, payment.amount) == ("on_pickup", 42_000)


async def test_what_is_cancelled_costs_nothing_and_asks_nothing(demo: DemoPark) -> None:
    quote = await quoted(demo)
    await accept(demo, quote.id)
    async with demo.sessions.begin() as session:
        ticket = await tickets.load(session, demo.id, quote.ticket_id)
        more = await on_ticket(session, demo, ticket)
    await advance(demo, quote.ticket_id, "cancel")
    (order,) = await orders_of_work(demo)
    assert order.status == "rejected"
    assert (await read(demo, more.id)).status == "withdrawn"


async def test_what_is_merged_goes_along(demo: DemoPark) -> None:
    quote = await quoted(demo)
    await accept(demo, quote.id)
    async with demo.sessions.begin() as session:
        into = await opened(demo, session)
        other = await sending.send(
            session,
            into,
            await make_staff(session, demo.id),
            Draft([Asked(demo.items["call_out"], 1, 5_000)], FRIDAY),
            now=NOW,
        )
    await advance(demo, quote.ticket_id, "merge", into=into)
    moved = await read(demo, quote.id)
    assert (moved.ticket_id, moved.version, other.version) == (into.id, 2, 1)
    await advance(demo, into.id, "resolve")
    assert [one.status for one in await orders_of_work(demo)] == ["completed"]


async def test_its_history_says_what_became_of_it_and_no_words_of_the_tenant_are_in_events(
    demo: DemoPark,
) -> None:
    quote = await quoted(demo)
    async with demo.sessions.begin() as session:
        who = tenant(quote.person_id)
        await quotes.decline(session, demo.id, quote.id, by=who, reason="太贵", now=NOW)
        await quotes.decline(session, demo.id, quote.id, by=who, reason="还是贵", now=NOW)
    async with demo.sessions() as session:
        changes = await session.scalars(
            select(TicketChange).where(TicketChange.action == "quote").order_by(TicketChange.id)
        )
        assert [(one.details["quote"], one.text) for one in changes] == [
            ("sent", None),
            ("declined", "太贵"),
        ]
        rows = await session.scalars(select(EventRow).where(EventRow.type.startswith("quote.")))
        assert not any("太贵" in str(row.data) for row in rows)


@pytest.mark.parametrize(
    ("total", "rate", "tax"),
    [(10_600, 600, 600), (42_000, 600, 2_377), (100, 1_300, 12), (1, 600, 0), (5, None, 0)],
)
def test_the_tax_within_a_sum(total: int, rate: int | None, tax: int) -> None:
    assert sending.tax_within(total, rate) == tax


async def advance(
    demo: DemoPark, ticket_id: int, action: str, *, into: Ticket | None = None
) -> None:
    """As staff do, with what follows from it."""
    async with demo.sessions.begin() as session:
        await tickets.advance(session, demo.id, ticket_id, action, by=ITSELF, into=into, now=NOW)
    await Notifier(demo).handle_last(f"ticket:{ticket_id}")
