"""Every table, and every column of words, has a rule of what becomes of it; and the rules hold."""

from typing import Any

import pytest
from sqlalchemy import ARRAY, Column, LargeBinary, Text, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.base import Base, table_of
from models.kit import IdempotencyKey
from models.people import Company, Person
from models.visits import Visit
from parkline.stores.database import Sessions
from services.kit.personal import Delete, Forget, Keep, NotExported, Section, Value
from services.privacy import erasure, export
from services.privacy.holdings import holdings
from services.privacy.registry import IMPERSONAL_TABLES, PERSONAL_TABLES, entry
from services.privacy.rows import theirs
from tests.given import factories
from tests.given.somebody import NOW, Somebody, somebody

RULED = {table_of(about.table).name: about for about in PERSONAL_TABLES}
LEFT_TO_OTHERS = {("visit", "approver_id"), ("person", "merged_into_id")}
"""Columns that point to a person whose row it is not: the host's, and who they turned out to be,
whose erasure takes both."""
COMPANYS = {Company, CompanyAccount}
"""They name a person, and sums of a company may point to them."""


def of_words(column: Column[Any]) -> bool:
    kind = column.type.item_type if isinstance(column.type, ARRAY) else column.type
    return isinstance(kind, Text | JSONB | LargeBinary)


def test_every_table_has_a_rule() -> None:
    """A new one fails here: say in services.privacy.registry what it holds of people."""
    tables = [table_of(about.table).name for about in PERSONAL_TABLES]
    tables += [table_of(table).name for table in IMPERSONAL_TABLES]
    assert sorted(tables) == sorted(Base.metadata.tables)


def test_every_column_of_words_has_a_rule() -> None:
    """A new one fails here: say whether erasure forgets it, or what it is that it may stay."""
    without = {}
    for name, about in RULED.items():
        if isinstance(about.erasure, Delete):
            continue
        forgotten = set(about.erasure.columns) if isinstance(about.erasure, Forget) else set()
        leads = {link.column for link in about.links}
        columns = {c.name for c in table_of(about.table).columns if of_words(c)}
        assert not forgotten & about.stays, name
        assert about.stays <= columns, name
        assert forgotten <= set(table_of(about.table).columns.keys()), name
        if missing := columns - forgotten - about.stays - (leads if not about.links else set()):
            without[name] = missing
    assert without == {}


def test_every_column_that_points_to_a_person_leads_to_them() -> None:
    pointing = {
        (table.name, list(constraint.column_keys)[-1])
        for table in Base.metadata.tables.values()
        for constraint in table.foreign_key_constraints
        if constraint.referred_table.name == Person.__tablename__
    }
    linked = {
        (table_of(about.table).name, link.column)
        for about in PERSONAL_TABLES
        for link in about.links
        if link.to is Person
    }
    assert pointing - linked == LEFT_TO_OTHERS


def test_what_hangs_on_what_people_left_holds_something_of_people() -> None:
    theirs_alone = {
        table_of(about.table).name
        for about in PERSONAL_TABLES
        if about.owner != "staff" and about.table not in COMPANYS
    }
    for table in IMPERSONAL_TABLES:
        for constraint in table_of(table).foreign_key_constraints:
            assert constraint.referred_table.name not in theirs_alone, table


def test_what_is_held_is_exported_or_it_is_said_why_not() -> None:
    sections = [about.export.name for about in PERSONAL_TABLES if isinstance(about.export, Section)]
    assert len(set(sections)) == len(sections)
    assert [name for name, _ in export.sections()] == sections
    for about in PERSONAL_TABLES:
        assert about.holds
        match about.export, about.erasure:
            case (NotExported(why), _) | (_, Keep(why)) | (_, Forget(_, why)):
                assert why, about.table
        assert about.links or isinstance(about.export, NotExported), about.table


def test_what_is_found_through_another_row_is_erased_before_it() -> None:
    place = {about.table: at for at, about in enumerate(PERSONAL_TABLES)}
    for about in PERSONAL_TABLES:
        for link in about.links:
            changed = isinstance(entry(link.to).erasure, Delete) or link.by != "id"
            if link.to is not about.table and changed:
                assert place[about.table] < place[link.to], (about.table, link.to)


async def two_people(session: AsyncSession) -> tuple[Somebody, Somebody]:
    park = await factories.make_park(session)
    hers = await somebody(session, park.id, "hers")
    return hers, await somebody(session, park.id, "his", beside=hers)


async def all_words(session: AsyncSession) -> str:
    """The whole database, bytes as text."""
    found: list[str] = []
    for table in Base.metadata.sorted_tables:
        for row in (await session.execute(select(table))).all():
            found += [repr(bytes(v) if isinstance(v, memoryview) else v) for v in row]
    return "\n".join(found)


async def test_somebody_who_is_in_every_table_is_forgotten_in_every_one(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        hers, his = await two_people(session)
    async with sessions() as session:
        before = await all_words(session)
        assert [words for words in hers.words.values() if words not in before] == []

    async with sessions.begin() as session:
        person = await session.get_one(Person, (hers.park_id, hers.person_id))
        await erasure.erase(session, person, now=NOW)

    async with sessions() as session:
        after = await all_words(session)
        ruled = {key: words for key, words in hers.words.items() if RULED[key[0]].links}
        assert [key for key, words in ruled.items() if words in after] == []
        assert [key for key, words in his.words.items() if words not in after] == []
        await _every_rule_holds(session, hers)


async def _every_rule_holds(session: AsyncSession, hers: Somebody) -> None:
    for name, about in RULED.items():
        if not about.links:
            continue
        table = table_of(about.table)
        of_row = [table.c[column] == value for column, value in hers.keys[name].items()]
        row = (await session.execute(select(table).where(*of_row))).mappings().one_or_none()
        assert (row is None) == isinstance(about.erasure, Delete), name
        if row is not None and isinstance(about.erasure, Forget):
            for column, value in about.erasure.columns.items():
                if not isinstance(value, Value):
                    assert row[column] == value, (name, column)


async def test_every_link_leads_to_the_row(sessions: Sessions) -> None:
    async with sessions() as session:
        hers, his = await two_people(session)
        for one in (hers, his):
            person = await session.get_one(Person, (one.park_id, one.person_id))
            held = await holdings(session, person)
            for name, about in RULED.items():
                if not about.links:
                    continue
                key = list(table_of(about.table).primary_key.columns)
                rows = await session.execute(select(*key).where(theirs(about, held)))
                assert [dict(row) for row in rows.mappings()] == [one.keys[name]], name


async def test_an_export_holds_every_word_of_theirs_and_none_of_anothers(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        hers, his = await two_people(session)
        person = await session.get_one(Person, (hers.park_id, hers.person_id))
        exported = await export.export(session, person)
    said = repr(exported)
    assert [words for words in his.words.values() if words in said] == []
    for name, about in RULED.items():
        if isinstance(about.export, Section):
            assert len(exported[about.export.name]) == 1, name
            shown = {
                key: words for (table, key), words in hers.words.items()
                if table == name and key not in export.HIDDEN
            }  # fmt: skip
            assert [key for key, words in shown.items() if words not in said] == [], name


async def test_what_a_vendor_was_answered_of_their_order_goes_too(sessions: Sessions) -> None:
    async with sessions() as session:
        hers, _ = await two_people(session)
        number = await session.scalar(
            text('select order_no from "order" where id = :id'), {"id": hers.keys["order"]["id"]}
        )
        kept = {"park_id": hers.park_id, "body_hash": "", "status": 200, "created_at": NOW}
        for key, order_no in (("hers", number), ("another's", "O-000000")):
            session.add(
                IdempotencyKey(scope="vendor:1", key=key, answer={"order_no": order_no}, **kept)
            )
        person = await session.get_one(Person, (hers.park_id, hers.person_id))
        await erasure.erase(session, person, now=NOW)
        left = await session.scalars(
            select(IdempotencyKey.key).where(IdempotencyKey.scope == "vendor:1")
        )
        assert left.all() == ["another's"]


@pytest.mark.parametrize(
    "said", ["hers.person.name 的客人到了", "访客 hers.visit.names，hers.visit.plate"]
)
async def test_who_had_to_say_yes_reads_nothing_of_them_either(
    sessions: Sessions, said: str
) -> None:
    async with sessions() as session:
        hers, his = await two_people(session)
        visit = await session.get_one(Visit, (hers.park_id, hers.keys["visit"]["id"]))
        visit.approver_id = his.person_id
        message = Base.metadata.tables["message"]
        await session.execute(
            message.update().where(message.c.id == his.keys["message"]["id"]).values(text=said)
        )
        person = await session.get_one(Person, (hers.park_id, hers.person_id))
        await erasure.erase(session, person, now=NOW)
        left = await session.scalar(
            select(message.c.text).where(message.c.id == his.keys["message"]["id"])
        )
        assert left is not None
        assert "hers" not in left
