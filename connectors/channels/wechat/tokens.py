"""The access token: one for all processes, fetched by one of them at a time.

It stands encrypted in PostgreSQL with a lease beside it, as turns and pushes do, so that neither a
second process nor a FLUSHALL makes the platform give out another one.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from cryptography.fernet import InvalidToken
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.channels.wechat.errors import ApiError, Blocked, Unreachable
from models.channels import PlatformToken
from services.channels import tokens
from services.kit.sealing import Vault

LEASE = timedelta(seconds=15)
"""Longer than a fetch takes."""
MARGIN = timedelta(minutes=5)
"""A token is fetched anew so long before it ends: what is under way still ends with it."""
WAIT_SECONDS = 0.1
INVALID_TOKEN = 40001
PATIENCE_SECONDS = 12.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Fetched:
    token: str
    lasts: timedelta


Fetch = Callable[[bool], Awaitable[Fetched]]
"""Ask the platform; True: for another one than it gave before. Raises ApiError, Unreachable."""


class Tokens:
    def __init__(
        self,
        park_id: int,
        app_id: str,
        fetch: Fetch,
        *,
        sessions: async_sessionmaker[AsyncSession],
        clock: Callable[[], datetime],
        vault: Vault,
    ) -> None:
        self._key = (park_id, app_id)
        self._sessions = sessions
        self._clock = clock
        self._vault = vault
        self._fetch = fetch
        self._known: tuple[str, datetime] | None = None
        """The token and when it is to be fetched anew."""
        self._here = asyncio.Lock()

    async def get(self, *, refused: str | None = None) -> str:
        """A valid token; another one than `refused`. Raises Blocked, ApiError, Unreachable."""
        if (token := self._usable(refused)) is not None:
            return token
        async with self._here:  # One of this process asks, the others have it from `_known`.
            if (token := self._usable(refused)) is not None:
                return token
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    return await self._shared(refused)
            except TimeoutError:
                raise Unreachable("no token") from None

    def _usable(self, refused: str | None) -> str | None:
        if self._known is None or self._clock() >= self._known[1] or self._known[0] == refused:
            return None
        return self._known[0]

    async def _shared(self, refused: str | None) -> str:
        while True:
            async with self._sessions.begin() as session:
                row = await tokens.read(session, *self._key)
            self._remember(row)
            if (token := self._usable(refused)) is not None:
                return token
            if row.blocked_until is not None and row.blocked_until > self._clock():
                raise Blocked(row.blocked_until - self._clock())
            if await self._refreshed(row, refused):
                continue
            await asyncio.sleep(WAIT_SECONDS)

    def _remember(self, row: PlatformToken) -> None:
        if row.sealed is None or row.expires_at is None:
            return
        try:
            token = self._vault.decrypt(row.sealed).decode()
        except InvalidToken:  # The key of the settings was changed.
            return
        self._known = (token, row.expires_at - MARGIN)

    async def _refreshed(self, row: PlatformToken, refused: str | None) -> bool:
        """Fetch the next one unless somebody else does."""
        lease, now = secrets.token_hex(8), self._clock()
        async with self._sessions.begin() as session:
            if not await tokens.lease(session, row, token=lease, now=now, until=now + LEASE):
                return False
        try:
            fetched = await self._ask(refused)
        except BaseException as problem:
            blocked = self._clock() + problem.pause if isinstance(problem, Blocked) else None
            async with self._sessions.begin() as session:
                await tokens.give_up(session, row, token=lease, blocked_until=blocked)
            raise
        async with self._sessions.begin() as session:
            await tokens.keep(
                session,
                row,
                token=lease,
                sealed=self._vault.encrypt(fetched.token.encode()).decode(),
                expires_at=self._clock() + fetched.lasts,
            )
        log.info("wechat.token_fetched", seconds=int(fetched.lasts.total_seconds()))
        return True

    async def _ask(self, refused: str | None) -> Fetched:
        fetched = await self._fetch(False)
        if fetched.token == refused:
            # It gives out the same one until it ends, even one that it refuses itself.
            fetched = await self._fetch(True)
        if fetched.token == refused:
            raise ApiError(INVALID_TOKEN)
        return fetched
