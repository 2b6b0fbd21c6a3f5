"""People who say that they are of two parks: a proof that both parks have, and a yes in each.

Asking in one park is the yes there, and showing the code in the other is the yes there. A code
alone links nobody: both parks must know the same verified number, or the same union id, so that
whoever is talked into showing another's code is not linked with them.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.identities import UnionId
from models.people import ChannelIdentity, Person
from services.accounts import members, tokens
from services.kit import fence
from services.kit.errors import Refused
from services.people import phone_codes
from services.people.membership import own


class NoProof(Refused):
    """This park knows no verified number of theirs, and no union id."""

    code = "no_account_proof"


class LinkRefused(Refused):
    """The code does not hold, or the two parks do not know the same of them; all told alike."""

    code = "account_link_refused"


async def offer(session: AsyncSession, person: Person, *, now: datetime) -> tuple[str, datetime]:
    """A code to show in another park within ten minutes, and until when it holds.

    Raises NoProof.
    """
    if not await _proofs(session, person):
        raise NoProof("sign in by a code to your phone, or by WeChat, first")
    return await tokens.issue(session, person, "link", now=now)


async def confirm(session: AsyncSession, person: Person, code: str, *, now: datetime) -> None:
    """Be one with whoever asked for the code in another park. Raises LinkRefused, OtherAccount."""
    async with fence.across(session):
        other = await tokens.asker(session, code, now=now)
        if other is None or other.park_id == person.park_id or other.merged_into_id is not None:
            raise LinkRefused("this code does not hold")
        shared = await _proofs(session, person) & await _proofs(session, other)
    if not shared:
        raise LinkRefused("this code does not hold")
    kind, _ = min(shared)
    by = own(person.park_id, now)
    await members.link(session, other, person, proof=kind, by=by, now=now)


async def leave(session: AsyncSession, person: Person, there: Person, *, now: datetime) -> None:
    """Take one of somebody's rows, here or in another park, out of their account."""
    await members.unlink(session, there, by=own(person.park_id, now))


async def _proofs(session: AsyncSession, person: Person) -> set[tuple[str, str]]:
    """(phone, +86…) and (union, …): what was shown, never what was typed into a profile."""
    numbers = await session.scalars(
        select(ChannelIdentity.external_id).where(
            ChannelIdentity.park_id == person.park_id,
            ChannelIdentity.person_id == person.id,
            ChannelIdentity.channel == phone_codes.CHANNEL,
        )
    )
    unions = await session.scalars(
        select(UnionId.union_id).where(
            UnionId.park_id == person.park_id, UnionId.person_id == person.id
        )
    )
    return {("phone", one) for one in numbers} | {("union", one) for one in unions}
