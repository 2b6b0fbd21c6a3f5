"""What is charged to a company, what is given back, and that the limit holds."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.accounting import AccountEntry
from models.events import EventRow
from models.ordering import Order
from models.payments import Payment
from models.people import Company, Person
from services.accounting import accounts
from services.kit.errors import Invalid, ParkError
from services.ordering import orders, payments, placing
from tests.given.companies import (
    BOWL,
    NOW,
    account_of,
    charged,
    charged_draft,
    ledger_by_month,
    member_of,
    moment,
    spent_by_month,
)
from tests.given.demo_park import SHANGHAI, DemoPark


async def test_placing_charges_the_company_and_says_so_after_the_order(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=10_000)
        order = await charged(session, demo, account, quantity=2)
        payment = await payments.of_order(session, demo.id, order.id)
        assert payment is not None
        assert (payment.method, payment.amount, payment.refunded, payment.status) == (
            "company_account", 4400, 0, "succeeded",
        )  # fmt: skip
        assert await demo.events(session, f"order:{order.id}") == [
            (1, "order.placed"), (2, "payment.succeeded"),
        ]  # fmt: skip
        entry = (await session.scalars(select(AccountEntry))).one()
        assert (entry.kind, entry.amount, entry.person_id, entry.at) == (
            "charge", 4400, order.person_id, NOW,
        )  # fmt: skip
        standing = await accounts.standing(session, demo.id, order.person_id, now=NOW)
        assert standing is not None
        assert (standing.spent, standing.left, standing.company.name_zh) == (4400, 5600, "星桥科技")


async def test_an_order_that_is_paid_at_the_counter_is_paid_when_it_is_completed(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        order = await demo.placed(session)
        assert await payments.of_order(session, demo.id, order.id) is None
        for action in ("accept", "ready", "complete"):
            await orders.advance(session, demo.id, order.id, action, now=NOW)
        payment = await payments.of_order(session, demo.id, order.id)
        assert payment is not None
        assert (payment.method, payment.amount, payment.account_id) == ("on_pickup", BOWL, None)
        told = await session.scalar(select(EventRow).where(EventRow.type == "payment.succeeded"))
        assert told is not None
        assert told.data["payment"] == {
            "id": payment.id, "method": "on_pickup", "amount": 2200, "refunded": 0,
        }  # fmt: skip
        assert told.data["order"]["status"] == "completed"
        assert await ledger_by_month(session) == {}


@pytest.mark.parametrize(
    ("path", "cause"),
    [(["cancel"], "cancelled"), (["accept", "reject"], "rejected"), (["expire"], "expired")],
)
async def test_an_order_that_comes_to_nothing_costs_nothing(
    demo: DemoPark, path: list[str], cause: str
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo)
        order = await charged(session, demo, account, quantity=3)
        for action in path:
            await orders.advance(session, demo.id, order.id, action, now=NOW)
        await orders.advance(session, demo.id, order.id, path[-1], now=NOW)  # Said again.
        payment = await payments.of_order(session, demo.id, order.id)
        assert payment is not None
        assert (payment.refunded, payment.status) == (6600, "refunded")
        assert await spent_by_month(session) == {"2026-12": 0} == await ledger_by_month(session)
        last = (await demo.events(session, f"order:{order.id}"))[-2:]
        assert [kind for _, kind in last] == [f"order.{cause}", "payment.refunded"]
        told = await session.scalar(select(EventRow).where(EventRow.type == "payment.refunded"))
        assert told is not None
        assert (told.data["refund"]["amount"], told.data["refund"]["cause"]) == (6600, cause)
        assert told.data["payment"]["refunded"] == 6600


async def test_above_the_limit_nothing_is_reserved_and_it_says_how_far(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await demo.set_item(session, "beef_noodles", stock=9)
        account = await account_of(session, demo, limit=5000)
        await charged(session, demo, account, quantity=1)
        order = await charged_draft(session, demo, account, quantity=2)
        with pytest.raises(accounts.LimitReached) as refused:
            await placing.place(session, order, now=NOW)
        assert (refused.value.left, refused.value.over) == (2800, 1600)
        assert order.status == "draft"
        assert await demo.stock(session, "beef_noodles") == 8
        assert await demo.taken(session) == 1
        assert await spent_by_month(session) == {"2026-12": 2200}


async def test_the_limit_can_be_spent_to_the_last_fen(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=2 * BOWL)
        assert (await charged(session, demo, account, quantity=2)).status == "placed"
        order = await charged_draft(session, demo, account, quantity=1)
        with pytest.raises(accounts.LimitReached):
            await placing.place(session, order, now=NOW)


async def test_fifty_orders_at_once_against_a_limit_for_ten_make_ten(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await session.execute(text("update service_window set capacity = null"))
        account = await account_of(session, demo, limit=10 * BOWL + BOWL - 1)
        drafts = [await charged_draft(session, demo, account) for _ in range(50)]

    async def place(draft: Order) -> str:
        try:
            async with demo.sessions.begin() as session:
                mine = await orders.load(session, demo.id, draft.id)
                return (await placing.place(session, mine, now=NOW)).status
        except ParkError as refused:
            return refused.code

    outcomes = await asyncio.gather(*(place(draft) for draft in drafts))

    assert Counter(outcomes) == {"placed": 10, "limit_reached": 40}
    async with demo.sessions() as session:
        assert await spent_by_month(session) == {"2026-12": 22_000}
        assert await ledger_by_month(session) == {"2026-12": 22_000}
        assert await demo.taken(session) == 10


async def test_a_month_is_the_parks_own(demo: DemoPark) -> None:
    """31 December, 23:59:59 in Shanghai, is still December; UTC thinks it 16 hours ago."""
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=BOWL)
        last = moment("2026-12-31T23:59:59")
        first = moment("2027-01-01T00:00:00")
        noon = moment("2027-01-04T12:00:00")
        await charged(session, demo, account, now=last, at=noon)
        second = await charged_draft(session, demo, account, now=last, at=noon)
        with pytest.raises(accounts.LimitReached):
            await placing.place(session, second, now=last)
        await placing.place(session, second, now=first)
        assert await spent_by_month(session) == {"2026-12": BOWL, "2027-01": BOWL}
        assert first.astimezone(SHANGHAI).month == 1


async def test_what_is_given_back_later_is_booked_in_the_month_in_which_it_is(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=10_000)
        noon = moment("2027-01-04T12:00:00")
        order = await charged(session, demo, account, now=moment("2026-12-31T12:00:00"), at=noon)
        later = moment("2027-01-02T09:00:00")
        await orders.advance(session, demo.id, order.id, "cancel", now=later)
        wanted = {"2026-12": BOWL, "2027-01": -BOWL}
        assert await spent_by_month(session) == wanted == await ledger_by_month(session)


async def test_only_people_of_a_company_with_an_open_account_may_charge_to_it(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo)
        stranger = await demo.draft(session)
        with pytest.raises(accounts.NotEntitled):
            await payments.choose(session, stranger, "company_account")
        assert stranger.payment == "on_pickup"
        order = await charged_draft(session, demo, account)
        account.is_open = False
        with pytest.raises(accounts.NotEntitled):
            await payments.choose(session, order, "company_account")
        with pytest.raises(accounts.NotEntitled):
            await placing.place(session, order, now=NOW)
        assert order.status == "draft"
        with pytest.raises(Invalid):
            await payments.choose(session, order, "wechat_pay")


async def test_who_left_the_company_since_charges_nothing_to_it(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo)
        order = await charged_draft(session, demo, account)
        person = await session.get_one(Person, (demo.id, order.person_id))
        person.company_id = None
        with pytest.raises(accounts.NotEntitled):
            await placing.place(session, order, now=NOW)


async def test_another_company_with_the_same_people_pays_for_itself(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        first, second = await account_of(session, demo), await account_of(session, demo)
        await charged(session, demo, first)
        await charged(session, demo, second, quantity=2)
        names = await session.scalars(select(Company.id).where(Company.name_zh == "星桥科技"))
        assert len(names.all()) == 2
        assert await accounts.spent(session, first, now=NOW) == 2200
        assert await accounts.spent(session, second, now=NOW) == 4400


@pytest.mark.parametrize(
    "statement", ["update account_entry set amount = 1", "delete from account_entry"]
)
async def test_the_ledger_cannot_be_changed(demo: DemoPark, statement: str) -> None:
    async with demo.sessions() as session:
        await charged(session, demo, await account_of(session, demo))
        with pytest.raises(DBAPIError, match="append-only"):
            await session.execute(text(statement))


async def test_more_than_was_charged_cannot_even_be_stored(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await charged(session, demo, await account_of(session, demo))
        payment = await session.scalar(select(Payment).where(Payment.order_id == order.id))
        assert payment is not None
        payment.refunded = BOWL + 1
        with pytest.raises(DBAPIError, match="refunded_within_amount"):
            await session.flush()


async def test_a_second_order_of_the_same_person_is_charged_too(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo)
        conversation = await member_of(session, demo, account)
        for _ in range(2):
            await charged(session, demo, account, conversation=conversation)
        assert await spent_by_month(session) == {"2026-12": 2 * BOWL}
