"""What a process carries out by a rule of its own, its database role may do.

What erasing, merging and retention do is listed in registries: for a new table, or a new rule,
these tests ask for the grants by themselves.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import ARRAY, Table, Text, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.channels.feed import Feed
from models.accounting import CompanyAccount
from models.base import Base, table_of
from models.events import EventRow
from models.handoffs import Handoff
from models.ordering import Order
from models.payments import PaymentRequest
from models.people import Company, Person
from models.staff import AuditEntry
from models.visits import VisitBlock
from parkline.process.clock import SetClock
from parkline.roles.jobs import Worker
from parkline.stores.database import database
from parkline.stores.database_roles import LOCKING, Process, as_role, grants
from parkline.stores.role_rules import RULES
from services.conversations import chat_redaction
from services.kit.personal import Delete, Forget, Keep
from services.people import merging as person_merge
from services.privacy import erasure, housekeeping, retention, retention_rules, retention_sweep
from services.privacy.registry import PERSONAL_TABLES
from tests.given.demo_park import WEDNESDAY_MORNING, load_park
from tests.given.factories import make_park
from tests.given.somebody import NOW, Somebody, somebody
from tests.kit.databases import ROLE

FAR = NOW + timedelta(days=4000)
"""When everything of NOW has served its time."""
ORDER = {"watches": 0, "last_events": 1, "people": 3}
"""Of rules of which one does another's work, or is kept from it by a row of another table: a watch
keeps its event; orders and tickets empty their events; erasing a person takes everything."""
OF_WORDS = Text | JSONB | ARRAY
OUR_CODES = {
    *(("danger_sign", column) for column in ("zone", "kind", "answer", "verdict")),
    *(
        ("reader_call", column)
        for column in ("key", "mode", "model", "classic", "outcome", "proposed", "answer")
    ),
    ("booking_wait", "status"),
    ("training_sentence", "intent"),
    ("training_sentence", "added_by"),
    *(("misread", column) for column in ("language", "acts", "status", "effect")),
    ("photo", "stage"),
    ("photo", "media_type"),
    ("conversation_file", "kind"),
    ("conversation_file", "media_type"),
    ("reach", "consents"),
    ("sending_window", "kind"),
    ("ticket_observer", "urgency"),
    ("notice_opt_out", "kind"),
}
"""Columns of rows that erasing deletes, which say nothing that anybody wrote."""
PROCESSES: tuple[Process, ...] = ("gateway", "worker")

pytestmark = pytest.mark.skipif(ROLE is not None, reason="needs the owner of the database")

Need = tuple[str, str, str | None]
"""Table, privilege, and the column of an update; None: any column will do, to lock rows."""


def missing(process: Process, needs: Iterator[Need]) -> list[Need]:
    whole = {(one.table, one.privilege) for one in grants(process) if not one.columns}
    parts = {
        (one.table, one.privilege, column) for one in grants(process) for column in one.columns
    }
    parts |= {(table, privilege, None) for table, privilege, _ in parts}
    return sorted(
        {need for need in needs if need[:2] not in whole and need not in parts},
        key=repr,
    )


def erasing() -> Iterator[Need]:
    """Finds a person's rows in every table that holds any, and deletes or empties them."""
    for about in PERSONAL_TABLES:
        name = table_of(about.table).name
        if not about.links:
            continue
        yield name, "select", None
        match about.erasure:
            case Delete():
                yield name, "delete", None
            case Forget(columns):
                yield from ((name, "update", column) for column in columns)


def merging() -> Iterator[Need]:
    for table, column in person_merge.references():
        yield table.name, "select", None
        yield table.name, "update", column.name
    for name in person_merge.KEPT_ONCE:
        yield name, "delete", None


def unlinking() -> Iterator[Need]:
    """Gives back to each what both had."""
    yield from merging()
    for name in person_merge.KEPT_ONCE:
        yield name, "insert", None


def striking_out() -> Iterator[Need]:
    for table, columns in chat_redaction._COLUMNS.items():
        yield from ((table_of(table).name, "update", column) for column in columns)


def retaining() -> Iterator[Need]:
    """A sweep locks what is due of a table before it acts on it."""
    for rule in retention_rules.RULES.values():
        yield table_of(rule.table).name, "select", None
        if rule.act is not None:
            yield table_of(rule.table).name, "update", None


@pytest.mark.parametrize("process", PROCESSES)
def test_both_processes_may_forget_a_person_in_every_table(process: Process) -> None:
    """The gateway for whoever asks for it, the worker for whoever was silent for years."""
    assert missing(process, erasing()) == []


@pytest.mark.parametrize("process", PROCESSES)
def test_both_processes_may_make_two_persons_one(process: Process) -> None:
    """The gateway as they are linked, the worker what came meanwhile."""
    assert missing(process, merging()) == []


def test_the_gateway_may_make_them_two_again() -> None:
    assert missing("gateway", unlinking()) == []


@pytest.mark.parametrize("process", PROCESSES)
def test_both_processes_may_strike_words_out_of_chats(process: Process) -> None:
    """The gateway of a person, the worker of visitors."""
    assert missing(process, striking_out()) == []


def test_the_worker_may_lock_what_it_removes() -> None:
    assert missing("worker", retaining()) == []


def test_the_worker_alone_deletes_from_what_is_kept_as_a_log() -> None:
    for name in ("audit_entry", "event", "attempt"):
        assert ("d" in RULES[name].gateway, "d" in RULES[name].worker) == (False, True), name


def test_reports_read_no_words_that_erasing_a_person_takes() -> None:
    """A new column of words fails here: hide it, or say that it holds our own codes alone."""
    shown = set()
    for about in PERSONAL_TABLES:
        table, rule = table_of(about.table), RULES[table_of(about.table).name]
        words = {column.name for column in table.columns if isinstance(column.type, OF_WORDS)}
        if isinstance(about.erasure, Forget):
            words &= set(about.erasure.columns)
        if about.links and rule.reported and not isinstance(about.erasure, Keep):
            shown |= {(table.name, column) for column in words - set(rule.hidden)}
    assert shown == OUR_CODES


def test_a_table_whose_rows_are_locked_has_the_column_that_allows_it() -> None:
    for name, rule in RULES.items():
        if "l" in rule.gateway + rule.worker:
            assert _locks_by(Base.metadata.tables[name]), name


def _locks_by(table: Table) -> bool:
    return all(column in table.primary_key.columns for column in LOCKING)


PERSONAL = {table_of(about.table).name: table_of(about.table) for about in PERSONAL_TABLES}


@pytest.mark.parametrize("process", PROCESSES)
async def test_somebody_who_is_in_every_table_is_forgotten_by_the_processs_own_role(
    database_url: str, process: Process
) -> None:
    async with database(database_url) as sessions, sessions.begin() as session:
        hers = await made(session)
    async with (
        database(as_role(database_url, process), fenced=True) as sessions,
        sessions.begin() as session,
    ):
        person = await session.get_one(Person, (hers.park_id, hers.person_id))
        held = await erasure.erase(session, person, now=NOW)
    assert len(held.orders) == 1


async def test_what_is_over_of_every_table_goes_by_the_workers_own_role(database_url: str) -> None:
    """Every rule of retention has a row that is due, and housekeeping one of its tables."""
    async with database(database_url) as sessions, sessions.begin() as session:
        hers = await made(session)
        await ended(session)
    acted = set()
    rules = [(name, rule) for name, rule in retention_rules.RULES.items() if rule.act is not None]
    rules.sort(key=lambda one: ORDER.get(one[0], 2))
    async with database(as_role(database_url, "worker"), fenced=True) as sessions:
        async with sessions.begin() as session:
            await housekeeping.tidy(session, now=FAR)
        for name, rule in rules:
            async with sessions.begin() as session:
                days = (await retention.periods(session, hers.park_id))[rule.kind]
                before = retention.limit(days, FAR)
                step = await retention_sweep.step(session, hers.park_id, name, before, now=FAR)
            if step is not None and step.removed:
                acted.add(name)
    assert {name for name, _ in rules} - acted == set()


async def made(session: AsyncSession) -> Somebody:
    park = await make_park(session)
    return await somebody(session, park.id, "hers")


async def ended(session: AsyncSession) -> None:
    """What somebody left is under way in part; here all of it has ended."""
    await session.execute(update(Company).values(approver_id=None))
    await session.execute(update(CompanyAccount).values(manager_id=None))
    await session.execute(update(PaymentRequest).values(status="closed", paid_at=None))
    await session.execute(update(Handoff).values(ended_at=NOW, ended_by="quiet"))
    await session.execute(update(Order).values(held=False, placed_at=NOW))
    await session.execute(update(VisitBlock).values(lifted_at=NOW))
    last = (await session.scalars(select(EventRow))).one()
    earlier = {"subject": last.subject, "sequence": last.sequence - 1, "data": {}, "version": 1}
    times = {"occurred_at": NOW, "handled_at": NOW}
    session.add(EventRow(park_id=last.park_id, uid=uuid4(), type=last.type, **earlier, **times))
    look = {"action": "order.look", "subject": "order:1", "before": {}, "after": {}}
    session.add(AuditEntry(park_id=last.park_id, at=NOW, is_look=True, **look))


async def test_the_gateway_forgets_a_person_by_its_own_role(demo_url: str) -> None:
    """With an order that they were about to place."""
    async with database(as_role(demo_url, "gateway"), fenced=True) as sessions:
        demo = await load_park(sessions)
        async with sessions.begin() as session:
            talk = await demo.conversation(session)
            await demo.draft(session, "beef_noodles", conversation=talk)
            person = await session.get_one(Person, (demo.id, talk.person_id))
        async with sessions.begin() as session:
            held = await erasure.erase(session, person, now=WEDNESDAY_MORNING)
    assert len(held.orders) == 1


async def test_the_gateway_makes_two_persons_one_by_its_own_role(demo_url: str) -> None:
    async with database(as_role(demo_url, "gateway"), fenced=True) as sessions:
        demo = await load_park(sessions)
        async with sessions.begin() as session:
            one, other = [await demo.conversation(session) for _ in range(2)]
            await demo.draft(session, "beef_noodles", conversation=other)
            ids = (one.person_id, other.person_id)
        async with sessions.begin() as session:
            await person_merge.lock(session, demo.id, *ids)
            moved = await person_merge.move(session, demo.id, ids[1], ids[0])
    assert "order.person_id" in moved


async def test_the_worker_tidies_by_its_own_role(demo_url: str) -> None:
    async with (
        database(as_role(demo_url, "worker"), fenced=True) as sessions,
        sessions.begin() as session,
    ):
        await housekeeping.tidy(session, now=WEDNESDAY_MORNING)


async def test_the_worker_rings_deadlines_by_its_own_role(demo_url: str) -> None:
    clock = SetClock(WEDNESDAY_MORNING)
    async with database(as_role(demo_url, "worker"), fenced=True) as sessions, Feed(None) as feed:
        await Worker(sessions, feed, clock).every(2.0)
