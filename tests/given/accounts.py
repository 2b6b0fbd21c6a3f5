"""People and staff of several parks."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.identities import UnionId
from models.park import Park
from models.people import Person
from models.staff import Staff
from services.people import logins, phone_codes
from tests.given.demo_park import WEDNESDAY_MORNING as NOW

PHONE = "+8613800138000"


async def known_by_phone(
    session: AsyncSession, park_id: int, phone: str = PHONE
) -> tuple[Person, Conversation]:
    """Somebody who has signed in by a code to that number."""
    talk = await logins.used_last(
        session, park_id, channel=phone_codes.CHANNEL, external_id=phone, now=NOW
    )
    return await session.get_one(Person, (park_id, talk.person_id)), talk


async def known_by_union(
    session: AsyncSession, park_id: int, union_id: str = "o-union"
) -> tuple[Person, Conversation]:
    """Somebody whom WeChat calls so in this park."""
    talk = await logins.used_last(
        session, park_id, channel="miniprogram", external_id=f"openid-{park_id}",
        union_id=union_id, now=NOW,
    )  # fmt: skip
    assert await session.get(UnionId, (park_id, union_id)) is not None
    return await session.get_one(Person, (park_id, talk.person_id)), talk


async def hired(session: AsyncSession, park: Park, *roles: str, login: str = "lin") -> Staff:
    made = Staff(
        park_id=park.id, login=login, name="林晓", password_hash="", roles=list(roles),
        language="en", created_at=NOW,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    return made
