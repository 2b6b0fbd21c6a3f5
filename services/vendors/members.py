"""People of a vendor who sign in to the vendors' desk: inviting them, and what they may do.

An invitation is a link that its owner opens once within a week, to choose a password. Another one
for the same person is how a forgotten password is replaced.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import Vendor, VendorMember
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.staff import sign_in_tries
from services.vendors import member_sessions

PERMISSIONS: Mapping[str, frozenset[str]] = {
    "counter": frozenset({"orders.work", "menu.stock"}),
    "manager": frozenset(
        {"orders.work", "menu.stock", "menu.price", "hours", "statements", "webhooks", "keys"}
    ),
}
"""What each role may do, within its own vendor."""
ROLES = tuple(PERMISSIONS)

INVITED_FOR = timedelta(days=7)
NAME_LIMIT = 60
LOGIN_SCOPE = "vendor:"
"""Wrong passwords are counted beside those of staff, whose logins have no colon."""

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


class LoginTaken(Conflict):
    """Somebody signs in by this name already, perhaps of another vendor."""

    code = "login_taken"


class Uninvited(Invalid):
    """No such invitation, or it was used, or is over."""

    code = "uninvited"


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody as an operator enters them."""

    login: str
    name: str
    role: str
    language: str = "zh"


async def of_vendor(session: AsyncSession, park_id: int, vendor_id: int) -> list[VendorMember]:
    """Those who may sign in first."""
    found = await session.scalars(
        select(VendorMember)
        .where(VendorMember.park_id == park_id, VendorMember.vendor_id == vendor_id)
        .order_by(VendorMember.active.desc(), VendorMember.login)
    )
    return list(found)


async def by_vendor(session: AsyncSession, park_id: int) -> dict[int, list[VendorMember]]:
    """Of every vendor of the park by its id, in the same order."""
    rows = await session.scalars(
        select(VendorMember)
        .where(VendorMember.park_id == park_id)
        .order_by(VendorMember.active.desc(), VendorMember.login)
    )
    found: dict[int, list[VendorMember]] = {}
    for row in rows:
        found.setdefault(row.vendor_id, []).append(row)
    return found


async def find(session: AsyncSession, park_id: int, vendor_id: int, member_id: int) -> VendorMember:
    """Raises NotFound, for somebody of another vendor too."""
    member = await session.get(VendorMember, (park_id, member_id))
    if member is None or member.vendor_id != vendor_id:
        raise NotFound(f"vendor member {member_id}")
    return member


async def by_login(session: AsyncSession, park_id: int, login: str) -> VendorMember | None:
    """Who may sign in by a login, whatever its case."""
    return await session.scalar(
        select(VendorMember).where(
            VendorMember.park_id == park_id,
            VendorMember.login == login.strip().lower(),
            VendorMember.active,
            VendorMember.password_hash.is_not(None),
        )
    )


async def invite(
    session: AsyncSession, by: By, vendor_id: int, entered: Entered
) -> tuple[VendorMember, str]:
    """Somebody new, and the token of their invitation: shown only now.

    Raises NotFound, Invalid, LoginTaken.
    """
    if await session.get(Vendor, (by.park_id, vendor_id)) is None:
        raise NotFound(f"vendor {vendor_id}")
    login, name = entered.login.strip().lower(), " ".join(entered.name.split())
    if not _LOGIN.fullmatch(login):
        raise Invalid("a login is 2 to 64 letters, digits, and . _ @ - between", field="login")
    if not 0 < len(name) <= NAME_LIMIT or not name.isprintable():
        raise Invalid(f"a name has 1 to {NAME_LIMIT} characters", field="name")
    if entered.role not in ROLES:
        raise Invalid(f"a role is {' or '.join(ROLES)}", field="role")
    taken = select(VendorMember.id).where(
        VendorMember.park_id == by.park_id, VendorMember.login == login
    )
    if await session.scalar(taken) is not None:
        raise LoginTaken(login, login=login)
    member = VendorMember(
        park_id=by.park_id,
        vendor_id=vendor_id,
        login=login,
        name=name,
        role=entered.role,
        language=entered.language,
        created_at=by.at,
    )
    token = _invited(member, by.at)
    session.add(member)
    await session.flush()
    after = {"member": login, "role": member.role}
    record(session, by, "vendor_member.invite", f"vendor:{vendor_id}", before={}, after=after)
    return member, token


async def invite_again(session: AsyncSession, by: By, member: VendorMember) -> str:
    """Another link for somebody who is there: by it they choose a new password. The one before
    opens nothing any more; until the new one is used, their password does. Lets in whom
    `deactivate` kept out."""
    await session.refresh(member, with_for_update={"key_share": True})
    token = _invited(member, by.at)
    member.active = True
    await session.flush()
    _note(session, by, member, "vendor_member.invite")
    return token


async def deactivate(session: AsyncSession, by: By, member: VendorMember) -> None:
    """Let somebody in no longer: sessions and invitations end. Safe to repeat."""
    await session.refresh(member, with_for_update={"key_share": True})
    if not member.active:
        return
    member.active, member.invite_hash, member.invite_until = False, None, None
    await member_sessions.end_all(session, member)
    await session.flush()
    _note(session, by, member, "vendor_member.deactivate")


async def invited(
    session: AsyncSession, park_id: int, token: str, *, now: datetime
) -> VendorMember:
    """Whose invitation it is. Raises Uninvited."""
    member = await session.scalar(
        select(VendorMember).where(
            VendorMember.park_id == park_id,
            VendorMember.invite_hash == _digest(token),
            VendorMember.invite_until > now,
            VendorMember.active,
        )
    )
    if member is None:
        raise Uninvited("this invitation does not hold")
    return member


async def accept(
    session: AsyncSession, park_id: int, token: str, password_hash: str, *, now: datetime
) -> VendorMember:
    """Use an invitation: the password holds from now on, and every session before it is over.

    Of two at once the second finds it used. Raises Uninvited.
    """
    member = await invited(session, park_id, token, now=now)
    await session.refresh(member, with_for_update=True)
    if not compare_digest(member.invite_hash or b"", _digest(token)) or not member.active:
        raise Uninvited("this invitation does not hold")
    member.password_hash = password_hash
    member.invite_hash, member.invite_until = None, None
    await member_sessions.end_all(session, member)
    await sign_in_tries.forget(session, park_id, tried_as(member.login))
    await session.flush()
    return member


def tried_as(login: str) -> str:
    """As what wrong passwords of a login are counted (services.staff.sign_in_tries)."""
    return LOGIN_SCOPE + login.strip().lower()


def _invited(member: VendorMember, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    member.invite_hash, member.invite_until = _digest(token), now + INVITED_FOR
    return token


def _note(session: AsyncSession, by: By, member: VendorMember, action: str) -> None:
    subject = f"vendor:{member.vendor_id}"
    record(session, by, action, subject, before={}, after={"member": member.login})


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
