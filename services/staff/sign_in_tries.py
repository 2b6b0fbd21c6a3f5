"""How often a password may be tried: counted in rows, by login and by where it comes from.

A wrong password delays the next try of that login from that place, and of nobody else: whoever
guesses a colleague's password locks themselves out. Two brakes stand against guesses from many
places and on many logins. A device on which the login has signed in before passes both.

    a login from one place     5 wrong, then 1, 2, 4, 8 and 15 minutes
    a login from everywhere    20 wrong, then 10 seconds, doubled by each 10 more, to 5 minutes
    all logins of an address   30 wrong, then 1, 2, 4, 8 and 10 minutes

A login that nobody has is counted like any other.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import SignInTry
from services.kit.batches import delete_some
from services.kit.errors import Refused

KEPT = timedelta(days=1)
"""For so long a wrong password counts against its login and place."""
BRAKE_WITHIN = timedelta(hours=1)
"""For so long it counts against the login everywhere, and against the address."""


@dataclass(frozen=True, slots=True)
class Delay:
    """`free` tries are not delayed; the next waits for `first`, which each `step` more double."""

    free: int
    first: timedelta
    longest: timedelta
    step: int = 1

    def after(self, tries: int) -> timedelta:
        if tries < self.free:
            return timedelta()
        doubled = min((tries - self.free) // self.step, 20)
        return min(self.longest, self.first * (1 << doubled))


BY_PLACE = Delay(5, timedelta(minutes=1), timedelta(minutes=15))
BY_LOGIN = Delay(20, timedelta(seconds=10), timedelta(minutes=5), step=10)
BY_ADDRESS = Delay(30, timedelta(minutes=1), timedelta(minutes=10))


class TooSoon(Refused):
    """Whoever asks has to wait. Do not show it: only an address may be told (`AddressTooSoon`)."""

    code = "too_soon"

    def __init__(self, until: datetime) -> None:
        super().__init__("too many wrong passwords")
        self.until = until


class AddressTooSoon(TooSoon):
    """The same for whichever login is tried, so that it says nothing about one."""

    code = "address_too_soon"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a password comes from. `device`: one that this login has signed in on before, or the
    session that it is signed in with."""

    address: str
    device: str | None = None

    @property
    def name(self) -> str:
        return f"device:{self.device}" if self.device else f"address:{self.address}"


async def check_address(
    session: AsyncSession, park_id: int, place: Place, *, now: datetime
) -> None:
    """Raises AddressTooSoon, but not for a known device."""
    if place.device is not None:
        return
    tries, last = await _counted(
        session,
        SignInTry.park_id == park_id,
        SignInTry.place == place.name,
        SignInTry.at > now - BRAKE_WITHIN,
    )
    _check(BY_ADDRESS, tries, last, now, AddressTooSoon)


async def begin(
    session: AsyncSession, park_id: int, login: str, place: Place, *, now: datetime
) -> None:
    """Count a try before its password is looked at, so that tries at once count each other.

    Commit before the password is hashed; call `succeeded` if it is right. Raises TooSoon.
    """
    key = _digest(login)
    await _one_at_a_time(session, f"{park_id}:{key.hex()}")
    here = SignInTry.park_id == park_id, SignInTry.login_hash == key
    tries, last = await _counted(
        session, *here, SignInTry.place == place.name, SignInTry.at > now - KEPT
    )
    _check(BY_PLACE, tries, last, now)
    if place.device is None:
        strangers = ~SignInTry.place.startswith("device:")
        tries, last = await _counted(session, *here, strangers, SignInTry.at > now - BRAKE_WITHIN)
        _check(BY_LOGIN, tries, last, now)
        await _one_at_a_time(session, f"{park_id}:{place.name}")
        await check_address(session, park_id, place, now=now)
    session.add(SignInTry(park_id=park_id, login_hash=key, place=place.name, at=now))
    await session.flush()


async def succeeded(session: AsyncSession, park_id: int, login: str, place: Place) -> None:
    """The password was right: what was tried on this login from this place counts no more."""
    await session.execute(
        delete(SignInTry).where(
            SignInTry.park_id == park_id,
            SignInTry.login_hash == _digest(login),
            SignInTry.place == place.name,
        )
    )


async def forget(session: AsyncSession, park_id: int, login: str) -> None:
    """Let a login be tried from everywhere as if nothing had been wrong. Safe to repeat."""
    await session.execute(
        delete(SignInTry).where(
            SignInTry.park_id == park_id, SignInTry.login_hash == _digest(login)
        )
    )


async def delayed(
    session: AsyncSession, park_id: int, logins: Collection[str], *, now: datetime
) -> dict[str, datetime]:
    """Of these logins those that have to wait somewhere, and until when at most."""
    by_key = {_digest(login): login for login in logins}
    rows = await session.execute(
        select(SignInTry.login_hash, SignInTry.place, SignInTry.at).where(
            SignInTry.park_id == park_id,
            SignInTry.login_hash.in_(list(by_key)),
            SignInTry.at > now - KEPT,
        )
    )
    tries: dict[tuple[bytes, str], list[datetime]] = {}
    for row in rows:
        tries.setdefault((row.login_hash, row.place), []).append(row.at)
        if row.at > now - BRAKE_WITHIN and not row.place.startswith("device:"):
            tries.setdefault((row.login_hash, ""), []).append(row.at)
    found: dict[str, datetime] = {}
    for (key, place), at in tries.items():
        until = max(at) + (BY_PLACE if place else BY_LOGIN).after(len(at))
        if until > now:
            login = by_key[key]
            found[login] = max(until, found.get(login, until))
    return found


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget a batch of tries that count no more; how many."""
    return await delete_some(session, SignInTry, SignInTry.at <= now - KEPT)


async def _counted(session: AsyncSession, *which: object) -> tuple[int, datetime | None]:
    query = select(func.count(), func.max(SignInTry.at)).where(*which)  # type: ignore[arg-type]
    row = (await session.execute(query)).one()
    return row[0], row[1]


def _check(
    delay: Delay,
    tries: int,
    last: datetime | None,
    now: datetime,
    error: type[TooSoon] = TooSoon,
) -> None:
    """Raises TooSoon."""
    if last is not None and (until := last + delay.after(tries)) > now:
        raise error(until)


async def _one_at_a_time(session: AsyncSession, key: str) -> None:
    """Until the commit. A login is locked before an address, so that two never wait for each
    other."""
    hashed = func.hashtextextended(f"sign-in:{key}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(hashed)))


def _digest(login: str) -> bytes:
    """Hashed, for people type their password where the login goes."""
    return hashlib.sha256(login.strip().lower().encode(errors="replace")).digest()
