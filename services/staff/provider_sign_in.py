"""Staff who sign in to the desk by the operator's identity provider.

Issuer and subject say who somebody is. An e-mail address links them to an account the first time
only, and only one that the provider has verified: an address may be given to somebody else later.
It is that of the account, or the account's login. Nobody gets an account by themselves, unless a
group of theirs has a role here; then their roles are those of their groups at each sign-in.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Staff, StaffIdentity
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound, Refused
from services.kit.vouching import Vouched
from services.staff import staff
from services.staff.staff import LastOperator, LoginTaken

NO_PASSWORD = ""
"""Of an account that signs in by the provider alone. Trying one takes as long as with any other."""


class NoAccount(Refused):
    """The provider vouches for them, and nobody here knows them. For the log alone: `reason`."""

    code = "no_account"


class EmailTaken(Conflict):
    code = "email_taken"


async def sign_in(
    session: AsyncSession,
    park_id: int,
    vouched: Vouched,
    *,
    roles: Mapping[str, str],
    now: datetime,
) -> Staff:
    """Whose account it is, active. `roles` are by group. Raises NoAccount."""
    found = await _identity(session, park_id, vouched)
    if found is None:
        found = await _link(session, park_id, vouched, roles, now)
    member = await staff.find(session, park_id, found.staff_id)
    if found.by_groups:
        await _follow_groups(session, member, _roles_of(vouched, roles), now)
    if not member.active:
        raise NoAccount("deactivated")
    return member


async def set_email(
    session: AsyncSession, by: By, member: Staff, issuer: str, email: str
) -> StaffIdentity:
    """Let somebody sign in by the provider who is known there by `email`. Who was linked before is
    linked no more. Raises Invalid, EmailTaken."""
    email = email.strip().lower()
    if "@" not in email or not email.isprintable() or " " in email:
        raise Invalid("no e-mail address", field="email")
    taken = await _by_email(session, by.park_id, issuer, email)
    if taken is not None and taken.staff_id != member.id:
        raise EmailTaken(email)
    before = await forget(session, by, member, issuer, noted=False)
    made = StaffIdentity(park_id=by.park_id, staff_id=member.id, issuer=issuer, email=email)
    session.add(made)
    await session.flush()
    _note(session, by, member, before, email)
    return made


async def forget(
    session: AsyncSession, by: By, member: Staff, issuer: str, *, noted: bool = True
) -> str | None:
    """Nobody signs in by the provider as `member` any more; the address that was. Safe to repeat.

    An account whose login is the address is linked again by it: deactivate it to shut somebody out.
    """
    found = await session.scalar(
        select(StaffIdentity).where(
            StaffIdentity.park_id == by.park_id,
            StaffIdentity.issuer == issuer,
            StaffIdentity.staff_id == member.id,
        )
    )
    if found is None:
        return None
    await session.delete(found)
    await session.flush()
    if noted:
        _note(session, by, member, found.email, None)
    return found.email


async def _identity(session: AsyncSession, park_id: int, vouched: Vouched) -> StaffIdentity | None:
    return await session.scalar(
        select(StaffIdentity).where(
            StaffIdentity.park_id == park_id,
            StaffIdentity.issuer == vouched.issuer,
            StaffIdentity.subject == vouched.subject,
        )
    )


async def _by_email(
    session: AsyncSession, park_id: int, issuer: str, email: str
) -> StaffIdentity | None:
    return await session.scalar(
        select(StaffIdentity)
        .where(
            StaffIdentity.park_id == park_id,
            StaffIdentity.issuer == issuer,
            StaffIdentity.email == email,
        )
        .with_for_update()
    )


async def _link(
    session: AsyncSession,
    park_id: int,
    vouched: Vouched,
    roles: Mapping[str, str],
    now: datetime,
) -> StaffIdentity:
    """Raises NoAccount."""
    if vouched.email is None:
        raise NoAccount("no verified e-mail address")
    found = await _by_email(session, park_id, vouched.issuer, vouched.email)
    if found is not None and found.subject is not None:
        raise NoAccount("the address is linked to another subject")
    if found is None:
        member, is_made = await _account(session, park_id, vouched, roles, now)
        found = StaffIdentity(
            park_id=park_id,
            staff_id=member.id,
            issuer=vouched.issuer,
            email=vouched.email,
            by_groups=is_made,
        )
        session.add(found)
    found.subject, found.linked_at = vouched.subject, now
    await session.flush()
    by = By(park_id, found.staff_id, now)
    record(
        session, by, "staff.link", f"staff:{found.staff_id}", before={},
        after={"email": vouched.email},
    )  # fmt: skip
    return found


async def _account(
    session: AsyncSession,
    park_id: int,
    vouched: Vouched,
    roles: Mapping[str, str],
    now: datetime,
) -> tuple[Staff, bool]:
    """The account whose login is the address, or a new one for a group. Raises NoAccount."""
    assert vouched.email is not None
    try:
        member = await staff.find_by_login(session, park_id, vouched.email)
    except NotFound:
        return await _made(session, park_id, vouched, _roles_of(vouched, roles), now), True
    if not member.active:
        raise NoAccount("deactivated")
    if await _is_linked(session, member, vouched.issuer):
        raise NoAccount("the account is linked to another address")
    return member, False


async def _is_linked(session: AsyncSession, member: Staff, issuer: str) -> bool:
    query = select(StaffIdentity.id).where(
        StaffIdentity.park_id == member.park_id,
        StaffIdentity.issuer == issuer,
        StaffIdentity.staff_id == member.id,
    )
    return await session.scalar(query) is not None


async def _made(
    session: AsyncSession, park_id: int, vouched: Vouched, roles: Sequence[str], now: datetime
) -> Staff:
    if not roles:
        raise NoAccount("no account has this address, and no group a role")
    email = vouched.email or ""
    try:
        made = await staff.add(
            session,
            park_id,
            login=email,
            name=vouched.name or email.partition("@")[0],
            password_hash=NO_PASSWORD,
            roles=roles,
            now=now,
        )
    except (Invalid, LoginTaken) as problem:
        raise NoAccount(str(problem)) from problem
    after = {"login": made.login, "roles": made.roles}
    by = By(park_id, made.id, now)
    record(session, by, "staff.add", f"staff:{made.id}", before={}, after=after)
    return made


async def _follow_groups(
    session: AsyncSession, member: Staff, roles: Sequence[str], now: datetime
) -> None:
    """Raises NoAccount."""
    if not roles:
        raise NoAccount("no group has a role any more")
    before = list(member.roles)
    try:
        await staff.edit(session, member, roles=roles)
    except LastOperator as problem:
        raise NoAccount("the last operator would be none") from problem
    by = By(member.park_id, member.id, now)
    changed = {"before": {"roles": before}, "after": {"roles": list(member.roles)}}
    record(session, by, "staff.edit", f"staff:{member.id}", **changed)


def _roles_of(vouched: Vouched, roles: Mapping[str, str]) -> list[str]:
    return sorted({roles[group] for group in vouched.groups if group in roles})


def _note(session: AsyncSession, by: By, member: Staff, was: str | None, email: str | None) -> None:
    subject = f"staff:{member.id}"
    record(session, by, "staff.link", subject, before={"email": was}, after={"email": email})
