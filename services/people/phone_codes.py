"""Signing in by a code that is sent to a phone.

Whoever asks gets a challenge, and the phone a code of six digits; both together sign in, once. A
code without its challenge is good for nothing, so nobody guesses a code that another has asked for.

    codes to one number           1 in 60 seconds, 5 in an hour, 10 in a day
    asked for from one network    30 in an hour
    in a park                     300 in an hour
    tries of one code             5, within 5 minutes

The number is known then as an identity of channel `phone`: what people write into their own profile
is nobody's proof, and signs in nobody.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.logins import PhoneCode
from models.people import Person
from services.kit.batches import delete_some
from services.kit.errors import Invalid, Refused
from services.kit.phones import e164
from services.people import logins
from services.people.logins import LoginRefused

CHANNEL = "phone"
DIGITS = 6
HOLDS = timedelta(minutes=5)
TRIES = 5
KEPT = timedelta(days=1)
"""As long as the longest limit looks back."""
NOBODY = b"no code"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` codes within `within`."""

    most: int
    within: timedelta


LIMITS: Mapping[str, tuple[Limit, ...]] = {
    "number": (
        Limit(1, timedelta(seconds=60)),
        Limit(5, timedelta(hours=1)),
        Limit(10, timedelta(days=1)),
    ),
    "network": (Limit(30, timedelta(hours=1)),),
    "park": (Limit(300, timedelta(hours=1)),),
}


class TooManyCodes(Refused):
    """No further code is sent yet. `details`: `limit` (number, network or park), `retry_after` in
    seconds."""

    code = "too_many_codes"


@dataclass(frozen=True, slots=True)
class Sent:
    """A code that is to be sent; kept nowhere else. Send it after the commit."""

    row: PhoneCode
    challenge: str
    code: str

    @property
    def again_at(self) -> datetime:
        """When the same number may get another."""
        return self.row.created_at + LIMITS["number"][0].within


async def issue(
    session: AsyncSession,
    park_id: int,
    phone: str,
    *,
    network: str | None,
    key: bytes,
    now: datetime,
) -> Sent:
    """A code for a number, counted. `key` hashes it. Raises Invalid, TooManyCodes.

    Those of one park are counted one after another until the transaction ends, so commit at once.
    """
    number = e164(phone)
    if number is None:
        raise Invalid("no number that gets messages", field="phone")
    lock = func.hashtextextended(f"phone-code:{park_id}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(lock)))
    asked = {"number": PhoneCode.phone == number, "park": PhoneCode.park_id == park_id}
    if network is not None:
        asked["network"] = PhoneCode.network == network
    for name, counted in asked.items():
        await _within(session, name, (PhoneCode.park_id == park_id) & counted, now=now)
    challenge = secrets.token_urlsafe(24)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = PhoneCode(
        park_id=park_id,
        phone=number,
        network=network,
        challenge_hash=_digest(challenge),
        code_hash=_mac(key, challenge, code),
        created_at=now,
        expires_at=now + HOLDS,
    )
    session.add(row)
    await session.flush()
    return Sent(row, challenge, code)


async def redeem(
    session: AsyncSession,
    park_id: int,
    challenge: str,
    code: str,
    *,
    keys: Sequence[bytes],
    language: str,
    now: datetime,
) -> Conversation:
    """The conversation that the number's owner used last, by a code that any of `keys` hashed.

    Raises LoginRefused, in one way whatever is wrong; a try is counted then, so commit.
    """
    row = await session.scalar(
        select(PhoneCode)
        .where(PhoneCode.park_id == park_id, PhoneCode.challenge_hash == _digest(challenge))
        .with_for_update()
    )
    offered = [_mac(key, challenge, code) for key in keys]
    matches = [hmac.compare_digest(row.code_hash if row else NOBODY, one) for one in offered]
    if row is None or row.used_at is not None or row.tries >= TRIES or now >= row.expires_at:
        raise LoginRefused("this code does not hold")
    row.tries += 1
    await session.flush()
    if not any(matches):
        raise LoginRefused("this code does not hold")
    row.used_at = now
    conversation = await logins.used_last(
        session, park_id, channel=CHANNEL, external_id=row.phone, now=now
    )
    await _introduce(session, conversation, row.phone, language)
    return conversation


async def not_sent(session: AsyncSession, sent: Sent) -> None:
    """The code did not get out: it is not counted."""
    await session.delete(sent.row)
    await session.flush()


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget codes that count no more, a batch of them; how many."""
    return await delete_some(session, PhoneCode, PhoneCode.created_at < now - KEPT)


async def _within(
    session: AsyncSession, limit: str, counted: ColumnElement[bool], *, now: datetime
) -> None:
    """Raises TooManyCodes."""
    for one in LIMITS[limit]:
        found = await session.scalars(
            select(PhoneCode.created_at)
            .where(counted, PhoneCode.created_at > now - one.within)
            .order_by(PhoneCode.created_at.desc())
            .offset(one.most - 1)
            .limit(1)
        )
        if (oldest := found.first()) is not None:
            wait = (oldest + one.within - now).total_seconds()
            raise TooManyCodes("too many codes", limit=limit, retry_after=int(wait) + 1)


async def _introduce(
    session: AsyncSession, conversation: Conversation, phone: str, language: str
) -> None:
    """Somebody new is spoken to as they asked, and has the number that they have shown."""
    person = await session.get_one(Person, (conversation.park_id, conversation.person_id))
    if person.phone is None:
        person.phone = phone
    if conversation.last_seq == 0:
        person.language = conversation.language = language
    await session.flush()


def _digest(challenge: str) -> bytes:
    return hashlib.sha256(challenge.encode(errors="replace")).digest()


def _mac(key: bytes, challenge: str, code: str) -> bytes:
    """Keyed: a million codes are tried within a second by whoever has a copy of the table."""
    said = f"phone-code/{challenge}/{code}".encode(errors="replace")
    return hmac.new(key, said, hashlib.sha256).digest()
