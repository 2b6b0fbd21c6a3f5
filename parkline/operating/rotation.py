"""Bringing a new secret key in: what is kept is sealed anew, and when the former key can go.

Safe while everything runs, and at any time again: each batch is a transaction of its own, and what
is done already stays as it is.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.frame import tokens
from parkline.failing import Failed
from parkline.process import names
from parkline.process.clock import Clock
from parkline.process.names import Process
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from services.privacy import resealing, resealing_peers
from services.privacy.resealing import Batch
from services.staff import sessions as desk_sessions

BATCH = 50
"""Endpoints are locked for as long as it takes to seal so many: some milliseconds."""


class NotRotated(Failed):
    """Nothing was changed; the message says what to do first."""


class Unreadable(Failed):
    """Some secrets are opened by no key of the settings; the message names them."""


@dataclass(frozen=True, slots=True)
class State:
    """Which keys there are, and what is under each."""

    key: str
    """Id of the key that signs and seals."""
    accepted: tuple[str, ...]
    sealed: dict[str, int]
    """How many values are under each key, by its id."""
    unreadable: tuple[str, ...]
    processes: tuple[Process, ...]
    since: datetime | None
    """Since when nothing is signed with another key; None while that is not known."""
    passes_until: datetime | None
    """When the last pass ends that another key may have signed."""
    silent_visitors: int
    """Of the web chat, who have not written since."""

    @property
    def is_behind(self) -> bool:
        """Whether something is still sealed with a key that is accepted only."""
        return any(self.sealed[id_] for id_ in self.accepted)

    def goes_at(self) -> datetime | None:
        """From when on the accepted keys are not needed; None while that cannot be said."""
        if self.since is None or self.is_behind or self.unreadable:
            return None
        if any(one.signs_with != self.key for one in self.processes):
            return None
        pages = self.since + max(tokens.LIFETIME, desk_sessions.IDLE)
        return max(pages, self.passes_until) if self.passes_until else pages


@dataclass(slots=True)
class Done:
    anew: int = 0
    unreadable: list[str] = field(default_factory=list)


async def state(settings: Settings, sessions: Sessions, clock: Clock) -> State:
    """Changes nothing."""
    now, key = clock(), secrets.key_id(settings)
    async with sessions() as session:
        kept: list[tuple[str, bytes]] = await resealing.sealed_secrets(session, now=now)
        kept += await resealing.sealed_park_keys(session)
        kept += await resealing.sealed_accounts(session)
        kept += await resealing.sealed_calendars(session)
        kept += await resealing_peers.sealed_peers(session)
        tokens_kept = await resealing.sealed_tokens(session)
        processes = await names.connected(session)
        since = await resealing.signs_since(session, key)
        signed = await resealing.still_signed(session, since, now=now)
    vendors = resealing.under(secrets.vaults_by_id(settings, secrets.VAULT), kept)
    platforms = resealing.under(
        secrets.vaults_by_id(settings, secrets.PLATFORM_TOKENS), tokens_kept
    )
    return State(
        key=key,
        accepted=secrets.accepted_ids(settings),
        sealed={id_: count + platforms.counts[id_] for id_, count in vendors.counts.items()},
        unreadable=vendors.unreadable,
        processes=tuple(processes),
        since=since,
        passes_until=signed.passes_until,
        silent_visitors=signed.silent_visitors,
    )


async def rotate(
    settings: Settings, sessions: Sessions, clock: Clock, *, batch: int = BATCH
) -> Done:
    """Seal everything anew, under the key that signs.

    Raises NotRotated while a process runs that would not understand it; Unreadable when all else
    is done, for what no key opens.
    """
    await _refuse_while_unknown(settings, sessions)
    done = Done()
    vaults = secrets.vaults_by_id(settings, secrets.VAULT)
    tokens_vaults = secrets.vaults_by_id(settings, secrets.PLATFORM_TOKENS)

    async def endpoints(session: AsyncSession, after: Any) -> Batch[Any]:
        return await resealing.endpoints(session, vaults, after, now=clock(), most=batch)

    async def platform_tokens(session: AsyncSession, after: Any) -> Batch[Any]:
        return await resealing.platform_tokens(session, tokens_vaults, after, most=batch)

    async def park_keys(session: AsyncSession, after: Any) -> Batch[Any]:
        return await resealing.park_keys(session, vaults, after, most=batch)

    async def accounts(session: AsyncSession, after: Any) -> Batch[Any]:
        return await resealing.channel_accounts(session, vaults, after, most=batch)

    async def calendars(session: AsyncSession, after: Any) -> Batch[Any]:
        return await resealing.calendars(session, vaults, after, most=batch)

    async def peers(session: AsyncSession, after: Any) -> Batch[Any]:
        return await resealing_peers.peers(session, vaults, after, most=batch)

    for work in (endpoints, platform_tokens, park_keys, accounts, calendars, peers):
        await _all(sessions, work, done)
    if done.unreadable:
        raise Unreadable(
            f"no key of the settings opens {', '.join(done.unreadable)}: add the key that it was"
            " sealed with to PARKLINE_SECRET_KEYS_ACCEPTED, or give it a new secret."
            f" Everything else is done: {done.anew} sealed anew"
        )
    await _note(settings, sessions, clock)
    return done


async def _all(
    sessions: Sessions, work: Callable[[AsyncSession, Any], Awaitable[Batch[Any]]], done: Done
) -> None:
    after, more = None, True
    while more:
        async with sessions.begin() as session:
            batch = await work(session, after)
        after, more = batch.last, batch.last is not None
        done.anew += batch.anew
        done.unreadable += batch.unreadable


async def _refuse_while_unknown(settings: Settings, sessions: Sessions) -> None:
    key = secrets.key_id(settings)
    async with sessions() as session:
        processes = await names.connected(session)
    if strangers := [str(one) for one in processes if not one.knows(key)]:
        raise NotRotated(
            f"{', '.join(strangers)} does not know the key {key} and could not open what is sealed"
            " with it: restart it with this key in PARKLINE_SECRET_KEYS_ACCEPTED first"
        )


async def _note(settings: Settings, sessions: Sessions, clock: Clock) -> None:
    """Note since when the key signs alone, once every process signs with it."""
    key = secrets.key_id(settings)
    async with sessions.begin() as session:
        processes = await names.connected(session)
        if all(one.signs_with == key for one in processes):
            await resealing.note_signing(session, key, now=clock())
