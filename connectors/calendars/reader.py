"""Reads the calendars that are due; no transaction is open while one is fetched."""

from collections.abc import Callable
from datetime import datetime

import structlog
from aiohttp import ClientSession
from cryptography.fernet import InvalidToken
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.calendars.fetching import Fetched, Unread, fetch, understood
from models.park import Park
from services.booking import imports
from services.booking.foreign import Taken
from services.booking.imports import AHEAD, Due
from services.kit import fence
from services.kit.sealing import Vault

AT_ONCE = 20
"""In one turn, one after another."""

log = structlog.get_logger(__name__)


class CalendarReader:
    """`client` makes a session that reaches public addresses only."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        vault: Vault,
        client: Callable[[], ClientSession],
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._vault = vault
        self._client = client
        self._clock = clock

    async def turn(self, only: tuple[int, int] | None = None) -> int:
        """Read what is due, or one calendar of a park at once; how many were read."""
        now = self._clock()
        async with self._sessions.begin() as session:
            found = await imports.due(session, now=now, limit=AT_ONCE, only=only)
        if found:
            async with self._client() as http:
                for one in found:
                    with fence.within(one.park_id):
                        await self._read(http, one, now)
        return len(found)

    async def _read(self, http: ClientSession, one: Due, now: datetime) -> None:
        try:
            fetched, events = await self._fetched(http, one, now)
        except Unread as problem:
            log.info("calendar.not_read", calendar=one.calendar_id, problem=problem.code)
            async with self._sessions.begin() as session:
                await imports.failed(session, one.park_id, one.calendar_id, problem.code, now=now)
            return
        async with self._sessions.begin() as session:
            park = await session.get_one(Park, one.park_id)
            await imports.applied(
                session, park, one.calendar_id, events, etag=fetched.etag, now=now
            )

    async def _fetched(
        self, http: ClientSession, one: Due, now: datetime
    ) -> tuple[Fetched, list[Taken] | None]:
        try:
            url = self._vault.decrypt(one.sealed).decode()
        except (InvalidToken, ValueError) as error:
            raise Unread("unsealed") from error
        fetched = await fetch(http, url, one.etag)
        if fetched.body is None:
            return fetched, None
        return fetched, await understood(fetched.body, one.timezone, now, now + AHEAD)
