"""Hearing PostgreSQL's notifications: mere hints, so whoever is woken also looks by itself."""

import asyncio
from collections.abc import Callable, Mapping

import psycopg
import structlog
from psycopg import AsyncConnection, sql

from parkline.stores.database import libpq_url

AGAIN_SECONDS = 1.0

log = structlog.get_logger(__name__)


async def listen(database_url: str, wakes: Mapping[str, Callable[[], None]]) -> None:
    """For ever: call what is named for a channel when it is notified, and whenever a connection
    was made, since what was said before nobody heard."""
    while True:
        try:
            async with await AsyncConnection.connect(
                libpq_url(database_url), autocommit=True
            ) as connection:
                for channel in wakes:
                    await connection.execute(sql.SQL("listen {}").format(sql.Identifier(channel)))
                for wake in wakes.values():
                    wake()
                async for heard in connection.notifies():
                    wakes[heard.channel]()
        except psycopg.Error as problem:
            log.warning("listening.lost", problem=str(problem))
        await asyncio.sleep(AGAIN_SECONDS)
