"""What is flushed by the driver is written, and known to the session, as by the unit of work."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from models.base import table_of
from models.catalogue import Item
from models.ordering import Order, OrderLine
from models.people import Person
from models.tickets import Ticket
from parkline.stores.database import Sessions
from services.kit.direct import is_to_be_flushed
from services.kit.flushing import MOST, flush
from services.ordering.cart_lines import Wish
from services.ordering.carts import add, drafts
from tests.given.demo_park import DemoPark
from tests.kit.statements import counted

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
Flush = Callable[[AsyncSession], Awaitable[None]]


async def by_session(session: AsyncSession) -> None:
    await session.flush()


def ticket(demo: DemoPark, number: str, **more: Any) -> Ticket:
    return Ticket(
        park_id=demo.id, ticket_no=number, kind="repair", category="other", urgency="normal",
        status="reported", description="漏水", breached=[], created_at=NOW, updated_at=NOW, **more,
    )  # fmt: skip


@contextmanager
def sent(sessions: Sessions) -> Iterator[list[Sequence[Any]]]:
    """The values of the statements that are sent meanwhile."""
    engine, seen = sessions.kw["bind"].sync_engine, list[Sequence[Any]]()

    def note(_connection: Any, _cursor: Any, _statement: str, values: Any, *_: Any) -> None:
        seen.append(values)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def in_a_part(session: AsyncSession, row: Any, problem: Exception | None = None) -> None:
    """Write it behind a savepoint, then raise the problem."""
    async with session.begin_nested():
        session.add(row)
        await flush(session)
        if problem is not None:
            raise problem


async def columns(session: AsyncSession, row: Any) -> dict[str, Any]:
    """As they stand in the database."""
    table = table_of(type(row))
    found = await session.execute(select(table).where(table.c.id == row.id))
    return dict(found.one()._mapping)


def told(row: Any) -> dict[str, Any]:
    """As the object has them, without asking the database."""
    return {one.key: row.__dict__[one.key] for one in inspect(row).mapper.column_attrs}


async def test_a_new_row_is_written_as_the_unit_of_work_writes_it(demo: DemoPark) -> None:
    """Columns that the server fills in, that have a default, a list, JSON and none at all."""
    found = []
    for number, how in (("T-1", flush), ("T-2", by_session)):
        async with demo.sessions.begin() as session:
            made = ticket(demo, number, room=None, preferred_from=NOW + timedelta(hours=1))
            session.add(made)
            with counted(demo.sessions) as seen:
                await how(session)
            assert [one.split()[0] for one in seen] == ["INSERT"]
            assert inspect(made).persistent
            assert not is_to_be_flushed(session)
            found.append(await columns(session, made))
            assert await session.get(Ticket, (demo.id, made.id)) is made
            if how is flush:
                assert told(made) == found[0]
    mine, theirs = found
    own = {"id", "ticket_no"}
    assert {n: v for n, v in mine.items() if n not in own} == {
        n: v for n, v in theirs.items() if n not in own
    }


@pytest.mark.parametrize("how", [flush, by_session])
async def test_only_what_changed_is_written(demo: DemoPark, how: Flush) -> None:
    async with demo.sessions.begin() as session:
        session.add(ticket(demo, "T-1"))
    async with demo.sessions.begin() as session:
        [made] = await session.scalars(select(Ticket).where(Ticket.ticket_no == "T-1"))
        made.urgency, made.description = "urgent", "漏水"
        with counted(demo.sessions) as seen:
            await how(session)
            await how(session)
        [update] = seen
        assert "urgency=" in update
        assert "description=" not in update
        assert not session.dirty
        assert (await columns(session, made))["urgency"] == "urgent"


async def test_nothing_to_write_sends_nothing(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        item = await session.get_one(Item, (demo.id, demo.items["beef_noodles"]))
        item.price = item.price + 0
        with counted(demo.sessions) as seen:
            await flush(session)
    assert seen == []


async def test_a_cart_is_written_with_its_lines(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        with counted(demo.sessions) as seen:
            added = await add(session, conversation, [Wish(demo.items["beef_noodles"])], now=NOW)
        assert [one.split()[2] for one in seen if one.startswith("INSERT")] == [
            '"order"', "order_line",
        ]  # fmt: skip
        [line] = added.orders[0].lines
        assert (line.order_id, line.park_id) == (added.orders[0].id, demo.id)
        assert inspect(line).persistent
    async with demo.sessions() as session:
        [again] = await drafts(session, conversation)
        assert [one.quantity for one in again.lines] == [1]


async def test_a_line_that_was_taken_out_is_deleted(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        wishes = [Wish(demo.items["beef_noodles"]), Wish(demo.items["cola"])]
        [order] = (await add(session, conversation, wishes, now=NOW)).orders
        order.lines.remove(order.lines[0])
        await flush(session)
        left = await session.scalars(select(OrderLine).where(OrderLine.order_id == order.id))
        assert [one.item_id for one in left] == [demo.items["cola"]]


async def test_an_expression_and_a_row_that_is_deleted_are_left_to_the_unit_of_work(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        made, gone = ticket(demo, "T-1"), ticket(demo, "T-2")
        session.add_all([made, gone])
        await flush(session)
        made.reports = Ticket.reports + 1
        await session.delete(gone)
        await flush(session)
        assert (await columns(session, made))["reports"] == 2
        assert await session.scalar(select(func.count()).select_from(Ticket)) == 1


async def test_more_rows_than_a_few_are_left_to_the_unit_of_work(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        session.add_all([ticket(demo, f"T-{n}") for n in range(MOST + 1)])
        with counted(demo.sessions) as seen:
            await flush(session)
    assert all("status_reason" in one for one in seen)  # It names all columns.


async def test_what_fails_is_undone_with_its_part_and_the_rest_stands(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        session.add(ticket(demo, "T-1"))
        await flush(session)
        again = ticket(demo, "T-1")
        with pytest.raises(IntegrityError):
            await in_a_part(session, again)
        assert again not in session
        undone = ticket(demo, "T-2")
        with pytest.raises(LookupError):
            await in_a_part(session, undone, LookupError())
        assert undone not in session
        session.add(ticket(demo, "T-3"))
        await flush(session)
    async with demo.sessions() as session:
        found = await session.scalars(select(Ticket.ticket_no).order_by(Ticket.id))
        assert list(found) == ["T-1", "T-3"]


async def test_a_row_that_is_gone_is_told(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        made = ticket(demo, "T-1")
        session.add(made)
        await flush(session)
        await session.execute(delete(table_of(Ticket)))
        made.urgency = "urgent"
        with pytest.raises(StaleDataError):
            await flush(session)
        session.expunge_all()


async def test_a_moment_needs_its_zone(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        session.add(ticket(demo, "T-1", urged_at=NOW.replace(tzinfo=None)))
        with pytest.raises(ValueError, match="naive"):
            await flush(session)
        session.expunge_all()


async def test_rows_of_one_table_are_changed_in_the_order_of_their_keys(demo: DemoPark) -> None:
    """So that two who change the same ones never wait in a circle."""
    async with demo.sessions.begin() as session:
        rows = [
            Person(park_id=demo.id, name=name, created_at=NOW, language="zh") for name in "甲乙"
        ]
        session.add_all(rows)
        await flush(session)
        keys = [row.id for row in rows]
        for row in reversed(rows):
            row.name = "丙"
        with sent(demo.sessions) as values:
            await flush(session)
        assert [each[-1] for each in values] == keys


async def test_who_listens_hears_of_what_was_written(demo: DemoPark) -> None:
    """A cart of another outlet that is written is looked for when carts are asked for again."""
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        assert await drafts(session, conversation) == []
        order = Order(
            park_id=demo.id, order_no="O-1", kind="food", person_id=conversation.person_id,
            conversation_id=conversation.id, outlet_id=demo.outlets["sunshine_canteen"],
            status="draft", currency="CNY", total=0, created_at=NOW, updated_at=NOW, lines=[],
        )  # fmt: skip
        order.lines.append(
            OrderLine(
                park_id=demo.id,
                item_id=demo.items["beef_noodles"],
                position=1,
                name_zh="面",
                name_en="noodles",
                unit_zh="份",
                unit_en="bowl",
                quantity=1,
                unit_price=1,
                options=[],
            )
        )
        session.add(order)
        await flush(session)
        assert await drafts(session, conversation) == [order]
