"""Alembic's entry: migrations run on the URL that the caller put into the config's attributes."""

import time
from typing import Literal

from alembic import context
from sqlalchemy import Connection, create_engine, text

from models.base import Base, UtcDateTime

OURS = {table.name for table in Base.metadata.tables.values()}


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
    """Leave alone what is not ours: the job queue's tables and the bot's."""
    return kind != "table" or name in OURS


def _plain_types(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Migrations outlive the code: they name the database's types, not ours."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.TIMESTAMP(timezone=True)"
    return False


def run() -> None:
    """One transaction a migration, so that none holds what it has locked while the next waits.

    A migration waits for a lock for less than `deadlock_timeout`, a second by default: it is this
    one that gives up, and not somebody's order (parkline.stores.database.migrate tries again).
    """
    engine = create_engine(context.config.attributes["url"])
    try:
        with engine.connect() as connection:
            while not connection.scalar(text("select pg_try_advisory_lock(7275463)")):
                connection.commit()  # An index that is made concurrently waits for whoever is open.
                time.sleep(0.1)
            connection.execute(text("set lock_timeout = '400ms'"))
            connection.commit()
            _migrate(connection)
    finally:
        engine.dispose()  # The session ends, and with it its lock.


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=_ours,
        compare_type=True,
        render_item=_plain_types,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
