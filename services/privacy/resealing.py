"""Sealing anew, under the first of several keys, what is secret in the database.

Each function does one batch, in order, and says after which row the next one begins. It may be
called again at any time: what is under the first key already stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_calendars import BookingCalendar
from models.channels import ChannelAccount, PlatformToken
from models.conversations import Conversation
from models.park import ParkKey
from models.secret_keys import SecretKey
from models.vendors import Endpoint
from models.visits import Visit, VisitPass

Vaults = Mapping[str, Fernet]
"""By the id of a key. The first one seals."""


@dataclass(frozen=True, slots=True)
class Batch[Place]:
    """What was done with some rows. `last` is None when there are no more."""

    last: Place | None
    anew: int = 0
    """Values that are under the first key now and were not."""
    unreadable: tuple[str, ...] = ()
    """What no key opens."""


async def endpoints(
    session: AsyncSession,
    vaults: Vaults,
    after: tuple[int, int] | None,
    *,
    now: datetime,
    most: int,
) -> Batch[tuple[int, int]]:
    """Vendors' webhook secrets. `after` and `last` are (park, endpoint). A secret whose overlap
    is over is forgotten."""
    ids = tuple_(Endpoint.park_id, Endpoint.id)
    query = select(Endpoint).order_by(Endpoint.park_id, Endpoint.id).limit(most)
    if after is not None:
        query = query.where(ids > after)
    # Not FOR UPDATE: that would hold up every order that plans a delivery to them.
    rows = (await session.scalars(query.with_for_update(key_share=True))).all()
    anew, unreadable = 0, list[str]()
    for row in rows:
        if row.previous_until is not None and row.previous_until <= now:
            row.previous_secret, row.previous_until = None, None
        for column, name in (("secret", ""), ("previous_secret", ", the former one")):
            sealed = getattr(row, column)
            try:
                if sealed is not None and (again := sealed_anew(vaults, sealed)) is not None:
                    setattr(row, column, again)
                    anew += 1
            except InvalidToken:
                unreadable.append(f"endpoint {row.id}{name}")
    await session.flush()
    last = (rows[-1].park_id, rows[-1].id) if len(rows) == most else None
    return Batch(last, anew, tuple(unreadable))


async def platform_tokens(
    session: AsyncSession, vaults: Vaults, after: tuple[int, str] | None, *, most: int
) -> Batch[tuple[int, str]]:
    """Platforms' access tokens. `after` and `last` are (park, app). One that no key opens is
    forgotten: whoever needs it fetches another."""
    ids = tuple_(PlatformToken.park_id, PlatformToken.app_id)
    query = (
        select(PlatformToken)
        .where(PlatformToken.sealed.is_not(None))
        .order_by(PlatformToken.park_id, PlatformToken.app_id)
        .limit(most)
    )
    if after is not None:
        query = query.where(ids > after)
    rows = (await session.scalars(query.with_for_update(key_share=True))).all()
    anew = 0
    for row in rows:
        assert row.sealed is not None
        try:
            sealed = sealed_anew(vaults, row.sealed.encode())
        except InvalidToken:
            row.sealed, row.expires_at = None, None
            continue
        if sealed is not None:
            anew, row.sealed = anew + 1, sealed.decode()
    await session.flush()
    last = (rows[-1].park_id, rows[-1].app_id) if len(rows) == most else None
    return Batch(last, anew)


async def park_keys(
    session: AsyncSession, vaults: Vaults, after: tuple[int, str, int] | None, *, most: int
) -> Batch[tuple[int, str, int]]:
    """Keys of parks. `after` and `last` are (park, purpose, version)."""
    ids = tuple_(ParkKey.park_id, ParkKey.purpose, ParkKey.version)
    query = select(ParkKey).order_by(ParkKey.park_id, ParkKey.purpose, ParkKey.version).limit(most)
    if after is not None:
        query = query.where(ids > after)
    rows = (await session.scalars(query.with_for_update(key_share=True))).all()
    anew, unreadable = 0, list[str]()
    for row in rows:
        try:
            if (sealed := sealed_anew(vaults, row.sealed)) is not None:
                anew, row.sealed = anew + 1, sealed
        except InvalidToken:
            unreadable.append(_named(row.park_id, row.purpose, row.version))
    await session.flush()
    end = rows[-1] if len(rows) == most else None
    last = (end.park_id, end.purpose, end.version) if end is not None else None
    return Batch(last, anew, tuple(unreadable))


async def channel_accounts(
    session: AsyncSession, vaults: Vaults, after: tuple[int, int] | None, *, most: int
) -> Batch[tuple[int, int]]:
    """Secrets of parks' accounts on platforms. `after` and `last` are (park, account)."""
    query = select(ChannelAccount).where(ChannelAccount.sealed.is_not(None))
    return await _of_ids(session, ChannelAccount, query, vaults, after=after, most=most)


async def sealed_accounts(session: AsyncSession) -> list[tuple[str, bytes]]:
    """The secrets of every account, with its name."""
    query = (
        select(ChannelAccount.code, ChannelAccount.sealed)
        .where(ChannelAccount.sealed.is_not(None))
        .order_by(ChannelAccount.park_id, ChannelAccount.id)
    )
    return [(f"account {code}", sealed or b"") for code, sealed in await session.execute(query)]


async def calendars(
    session: AsyncSession, vaults: Vaults, after: tuple[int, int] | None, *, most: int
) -> Batch[tuple[int, int]]:
    """Addresses of calendars that close rooms. `after` and `last` are (park, calendar)."""
    query = select(BookingCalendar).where(BookingCalendar.ended_at.is_(None))
    return await _of_ids(session, BookingCalendar, query, vaults, after=after, most=most)


async def sealed_calendars(session: AsyncSession) -> list[tuple[str, bytes]]:
    """The address of every calendar that is read, with what it is."""
    query = (
        select(BookingCalendar.id, BookingCalendar.sealed)
        .where(BookingCalendar.ended_at.is_(None))
        .order_by(BookingCalendar.park_id, BookingCalendar.id)
    )
    return [(f"calendar {id_}", sealed or b"") for id_, sealed in await session.execute(query)]


async def _of_ids[T: (ChannelAccount, BookingCalendar)](
    session: AsyncSession,
    table: type[T],
    query: Select[T],
    vaults: Vaults,
    *,
    after: tuple[int, int] | None,
    most: int,
) -> Batch[tuple[int, int]]:
    """Rows of which one column is sealed, in the order of their parks and ids."""
    query = query.order_by(table.park_id, table.id).limit(most)
    if after is not None:
        query = query.where(tuple_(table.park_id, table.id) > after)
    rows = (await session.scalars(query.with_for_update(key_share=True))).all()
    anew, unreadable = 0, list[str]()
    for row in rows:
        assert row.sealed is not None
        try:
            if (sealed := sealed_anew(vaults, row.sealed)) is not None:
                anew, row.sealed = anew + 1, sealed
        except InvalidToken:
            unreadable.append(_called(row))
    await session.flush()
    last = (rows[-1].park_id, rows[-1].id) if len(rows) == most else None
    return Batch(last, anew, tuple(unreadable))


def _called(row: ChannelAccount | BookingCalendar) -> str:
    return f"account {row.code}" if isinstance(row, ChannelAccount) else f"calendar {row.id}"


def _named(park_id: int, purpose: str, version: int) -> str:
    return f"key {version} for {purpose} of park {park_id}"


def sealed_anew(vaults: Vaults, sealed: bytes) -> bytes | None:
    """None for what is under the first key. Raises InvalidToken."""
    if opened_by(vaults, sealed) == next(iter(vaults)):
        return None
    return MultiFernet(list(vaults.values())).rotate(sealed)


def opened_by(vaults: Vaults, sealed: bytes | str) -> str | None:
    """The id of the key that something was sealed with; None if it is none of these."""
    for id_, vault in vaults.items():
        try:
            vault.decrypt(sealed)
        except InvalidToken:
            continue
        return id_
    return None


@dataclass(frozen=True, slots=True)
class Under:
    """How many values are sealed with which key, and what none opens."""

    counts: Mapping[str, int]
    unreadable: tuple[str, ...]


def under(vaults: Vaults, sealed: Iterable[tuple[str, bytes | str]]) -> Under:
    """`sealed`: (what it is, as a person calls it; the value)."""
    counts, unreadable = dict.fromkeys(vaults, 0), list[str]()
    for name, value in sealed:
        if (id_ := opened_by(vaults, value)) is None:
            unreadable.append(name)
        else:
            counts[id_] += 1
    return Under(counts, tuple(unreadable))


async def sealed_secrets(session: AsyncSession, *, now: datetime) -> list[tuple[str, bytes]]:
    """Every secret of an endpoint that signs at `now`, with the endpoint's name."""
    query = select(
        Endpoint.id, Endpoint.secret, Endpoint.previous_secret, Endpoint.previous_until
    ).order_by(Endpoint.park_id, Endpoint.id)
    found = list[tuple[str, bytes]]()
    for id_, secret, previous, until in await session.execute(query):
        found.append((f"endpoint {id_}", secret))
        if previous is not None and (until is None or until > now):
            found.append((f"endpoint {id_}, the former one", previous))
    return found


async def sealed_park_keys(session: AsyncSession) -> list[tuple[str, bytes]]:
    """Every key of a park, with what it is."""
    query = select(ParkKey.park_id, ParkKey.purpose, ParkKey.version, ParkKey.sealed).order_by(
        ParkKey.park_id, ParkKey.purpose, ParkKey.version
    )
    rows = await session.execute(query)
    return [(_named(park, purpose, version), sealed) for park, purpose, version, sealed in rows]


async def sealed_tokens(session: AsyncSession) -> list[tuple[str, str]]:
    """Every access token of a platform that is kept, with the app's name."""
    query = select(PlatformToken.app_id, PlatformToken.sealed).where(
        PlatformToken.sealed.is_not(None)
    )
    return [(f"token of {app}", sealed or "") for app, sealed in await session.execute(query)]


async def signs_since(session: AsyncSession, key_id: str) -> datetime | None:
    """Since when nothing was signed with another key; None while nobody has noted that."""
    latest = await session.scalar(select(SecretKey).order_by(SecretKey.signs_since.desc()).limit(1))
    return latest.signs_since if latest is not None and latest.id == key_id else None


async def note_signing(session: AsyncSession, key_id: str, *, now: datetime) -> datetime:
    """Note that from now on only this key signs, unless it is noted. Returns since when."""
    if (since := await signs_since(session, key_id)) is not None:
        return since
    row = insert(SecretKey).values(id=key_id, signs_since=now)
    await session.execute(
        row.on_conflict_do_update(index_elements=[SecretKey.id], set_={"signs_since": now})
    )
    return now


@dataclass(frozen=True, slots=True)
class Signed:
    """What may still be out that a former key signed."""

    passes_until: datetime | None
    """When the last pass ends; None if there is none."""
    silent_visitors: int
    """Of the web chat, who have not written since. Those who open no page of ours before the
    former key goes begin anew."""


async def still_signed(session: AsyncSession, since: datetime | None, *, now: datetime) -> Signed:
    """`since`: when the present key began to sign; None counts everything."""
    passes = (
        select(func.max(VisitPass.valid_until))
        .join(Visit, (Visit.park_id == VisitPass.park_id) & (Visit.id == VisitPass.visit_id))
        .where(VisitPass.revoked_at.is_(None), VisitPass.valid_until > now)
    )
    silent = select(func.count()).where(
        Conversation.channel == "webchat", Conversation.heard_at.is_not(None)
    )
    if since is not None:
        passes = passes.where(Visit.created_at < since)
        silent = silent.where(Conversation.heard_at < since)
    return Signed(await session.scalar(passes), int(await session.scalar(silent) or 0))
