"""A backup is a whole park: brought back elsewhere it takes orders and delivers them."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from connectors.channels.feed import Feed
from models.events import EventRow
from models.vendors import Delivery
from parkline.stores import backup
from parkline.stores.backup import BackupFailed, RestoreRefused
from parkline.stores.database import Sessions, create_database, database, drop_database, libpq_url
from services.events import log
from services.events.log import Position
from tests.contract.vendor_delivery import World, answers, deliverer, make_world, receiver
from tests.kit.waiting import until
from tests.parkline.cli.commands import Parkline
from tests.parkline.roles.test_jobs import place, running, worker_of

NewUrl = Callable[[str], str]


@pytest.fixture
def new_url(postgres_url: str) -> Iterator[NewUrl]:
    """URLs of databases that nobody has made yet."""
    names = []

    def make(name: str) -> str:
        names.append(name)
        return make_url(postgres_url).set(database=name).render_as_string(hide_password=False)

    yield make
    for name in names:
        drop_database(postgres_url, name)


def quiet(_text: str) -> None:
    pass


async def test_restored_it_delivers_what_was_owed_and_what_is_ordered_afterwards(
    sessions: Sessions, database_url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    world = await make_world(sessions)
    file, url = tmp_path / "park.backup", new_url("restored_park")
    async with receiver(answers(200)) as vendor, Feed(None) as feed:
        await world.endpoint(vendor.url)
        _, owed = await place(world)
        await asyncio.to_thread(backup.backup, database_url, file)
        await place(world)  # Too late for the backup.
        await asyncio.to_thread(backup.restore, url, file, quiet)

        async with database(url) as restored, deliverer(restored, deadline=5) as courier:
            again = World(restored, world.park, world.vendor, world.outlet)
            async with running(url, worker_of(restored, feed), courier):
                _, placed = await place(again)

                async def both() -> bool:
                    async with restored() as session:
                        found = list(await session.scalars(select(Delivery.status)))
                    return found == ["delivered", "delivered"]

                await until(both)
    assert {post.id for post in vendor.received} == {
        f"evt_{event.uid.hex}" for event in (owed, placed)
    }, "under the id that it always had"


async def test_who_follows_events_hears_of_new_ones_on_a_server_that_counts_anew(
    sessions: Sessions, database_url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    world = await make_world(sessions)
    _, old = await place(world)
    async with sessions.begin() as session:  # As on a server that has done much more.
        await session.execute(text("update event set xid = xid + 1000000000"))
    file, url = tmp_path / "park.backup", new_url("restored_events")
    await asyncio.to_thread(backup.backup, database_url, file)
    await asyncio.to_thread(backup.restore, url, file, quiet)

    async with database(url) as restored:
        _, new = await place(World(restored, world.park, world.vendor, world.outlet))
        async with restored() as session:
            found = await log.after(session, world.park.id, Position(0, 0))
            kept = await session.get_one(EventRow, (old.park_id, old.id))
    assert kept.uid == old.uid
    assert [row.id for row in found][-1] == new.id
    assert old.id in [row.id for row in found]


def test_a_database_that_is_not_empty_is_left_alone(
    database_url: str, demo_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "park.backup"
    backup.backup(demo_url, file)
    with pytest.raises(RestoreRefused, match="the database is not empty"):
        backup.restore(database_url, file, quiet)
    with psycopg.connect(libpq_url(database_url)) as connection:
        assert connection.execute("select count(*) from park").fetchone() == (0,)


def test_a_newer_schema_is_refused(demo_url: str, new_url: NewUrl, tmp_path: Path) -> None:
    with psycopg.connect(libpq_url(demo_url), autocommit=True) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    backup.backup(demo_url, tmp_path / "newer")
    with pytest.raises(RestoreRefused, match="schema 9999, newer than this version"):
        backup.restore(new_url("never_made"), tmp_path / "newer", quiet)


def test_what_is_no_backup_of_ours_is_refused(
    postgres_url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    (tmp_path / "text").write_text("hello")
    with pytest.raises(RestoreRefused, match="is no backup"):
        backup.restore(new_url("never_made"), tmp_path / "text", quiet)
    url = create_database(postgres_url, str(make_url(new_url("strange")).database))
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute("create table something_else ()")
    backup.backup(url, tmp_path / "strange")
    with pytest.raises(RestoreRefused, match="a backup of something else"):
        backup.restore(new_url("never_made"), tmp_path / "strange", quiet)


def test_a_backup_is_its_owners_alone_and_a_failed_one_leaves_the_last(
    demo_url: str, new_url: NewUrl, tmp_path: Path
) -> None:
    file = tmp_path / "park.backup"
    backup.backup(demo_url, file)
    before = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises((BackupFailed, psycopg.OperationalError)):
        backup.backup(new_url("never_made"), file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["park.backup"]


def test_the_commands(operate: Parkline, demo_url: str, tmp_path: Path) -> None:
    file = tmp_path / "park.backup"
    result = operate("backup", str(file))
    assert result.exit_code == 0, result.output
    assert "not in it: PARKLINE_SECRET_KEY" in result.output
    result = operate("restore", str(file))
    assert (result.exit_code, "the database is not empty" in result.stderr) == (1, True)
