"""What a test leaves behind in its database is nothing that the next one finds."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.engine import make_url

from parkline.stores.database import create_database, drop_database, libpq_url
from tests.kit.databases import Copies

SCHEMA = """
    create schema side;
    create table shelf (id bigint generated always as identity primary key, name text);
    create table side.book (shelf_id bigint references shelf, title text not null);
    create table side.loan (title text);
    create function log() returns trigger language plpgsql as
        $$ begin insert into side.loan values (old.title); return old; end $$;
    create trigger log before delete on side.book for each row execute function log();
    create sequence tickets start 100;
    insert into shelf (name) values ('A'), ('B');
    insert into side.book values (1, '山海经'), (2, 'Ulysses');
    select nextval('tickets');
"""
ALL = """
    select array(select s::text from shelf s), array(select b::text from side.book b),
        array(select l::text from side.loan l), nextval('tickets'),
        nextval(pg_get_serial_sequence('shelf', 'id'))
"""
AS_NEW = (["(1,A)", "(2,B)"], ["(1,山海经)", "(2,Ulysses)"], [], 101, 3)


@pytest.fixture(scope="module")
def shelves(postgres_url: str) -> Iterator[Copies]:
    url = create_database(postgres_url, "template_shelves")
    with psycopg.connect(libpq_url(url)) as connection:
        connection.execute(SCHEMA)
    copies = Copies(postgres_url, url)
    yield copies
    copies.close()
    drop_database(postgres_url, "template_shelves")


def name_of(url: str) -> str:
    return str(make_url(url).database)


def found(copies: Copies) -> tuple[str, tuple[object, ...]]:
    """The database that the next test gets, and all that is in it."""
    with copies.one() as url, psycopg.connect(libpq_url(url)) as connection:
        row = connection.execute(ALL).fetchone()
        assert row is not None
        return name_of(url), row


def used(copies: Copies, *statements: str) -> str:
    with copies.one() as url, psycopg.connect(libpq_url(url), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
        return name_of(url)


@pytest.mark.parametrize(
    "statements",
    [
        ["select nextval('tickets')"],
        ["insert into shelf (name) values ('C')", "insert into side.loan values ('x')"],
        ["update shelf set name = 'D'"],
        ["update side.book set title = lower(title)", "update side.book set title = 'x'"],
        ["delete from side.book", "delete from shelf"],
        ["begin", "insert into shelf (name) values ('E')", "rollback"],
        ["select setval('tickets', 7, false)"],
    ],
)
def test_what_was_written_is_put_back(shelves: Copies, statements: list[str]) -> None:
    name = used(shelves, *statements)
    assert found(shelves) == (name, AS_NEW)
    assert found(shelves) == (name, AS_NEW)


@pytest.mark.parametrize(
    "statement",
    [
        "alter table shelf add column width int",
        "create table more (id int)",
        "alter table side.book alter column title drop not null",
        "truncate side.book",
        "create function more() returns int language sql as 'select 1'",
    ],
)
def test_a_changed_schema_is_given_to_nobody(shelves: Copies, statement: str) -> None:
    name = used(shelves, statement)
    other, rows = found(shelves)
    assert other != name
    assert rows == AS_NEW


def left_open(copies: Copies, statement: str) -> tuple[psycopg.Connection, str]:
    with copies.one() as url:
        connection = psycopg.connect(libpq_url(url))
        connection.execute(statement)
        return connection, name_of(url)


@pytest.mark.parametrize(
    "statement", ["lock table shelf", "update shelf set name = 'F'", "select pg_advisory_lock(1)"]
)
def test_who_is_still_connected_is_cut_off(shelves: Copies, statement: str) -> None:
    connection, name = left_open(shelves, statement)
    assert found(shelves) == (name, AS_NEW)
    with pytest.raises(psycopg.OperationalError):
        connection.execute("insert into shelf (name) values ('late')")
    connection.close()


def test_two_at_once_are_two_databases(shelves: Copies) -> None:
    with shelves.one() as one, shelves.one() as other:
        assert one != other
    assert {found(shelves)[0], used(shelves)} <= {name_of(one), name_of(other)}


def test_after_many_tests_a_database_is_made_anew(
    shelves: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.close()
    monkeypatch.setattr("tests.kit.databases.USES", 2)
    first, second, third = (found(shelves)[0] for _ in range(3))
    assert first == second != third
