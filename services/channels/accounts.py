"""A park's accounts on platforms: added, changed and dropped while everything runs."""

import secrets as random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import ChannelAccount
from models.park import Park
from services.channels.account_forms import LONGEST_NAME, MODES, Entered, Mode, check
from services.channels.account_secrets import Kept, Secrets, opened, seal
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound, Refused
from services.kit.sealing import Vault
from services.kit.snapshots import claim, snapshot

SHOWN = ("name", "app_id", "mode", "options", "status")
"""Columns that the audit log tells."""
EDITED = ("name", "mode", "options")
MOST = 20
"""Accounts of one park."""
CODE_LENGTH = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None is taken for another when it is typed."""


class AccountTaken(Conflict):
    """The installation has this account already, maybe for another park."""

    code = "account_taken"


class TooManyAccounts(Refused):
    code = "too_many_accounts"


class AccountDropped(Conflict):
    code = "account_dropped"


async def of_park(session: AsyncSession, park_id: int) -> Sequence[ChannelAccount]:
    """Those that are not dropped, the oldest first."""
    found = await session.scalars(
        select(ChannelAccount)
        .where(ChannelAccount.park_id == park_id, ChannelAccount.status != "dropped")
        .order_by(ChannelAccount.id)
    )
    return found.all()


async def find(session: AsyncSession, park_id: int, code: str) -> ChannelAccount:
    """One that is not dropped. Raises NotFound."""
    found = await session.scalar(
        select(ChannelAccount).where(
            ChannelAccount.park_id == park_id,
            ChannelAccount.code == code,
            ChannelAccount.status != "dropped",
        )
    )
    if found is None:
        raise NotFound(f"no account {code}")
    return found


async def add(session: AsyncSession, by: By, vault: Vault, entered: Entered) -> ChannelAccount:
    """A new one; one that was dropped here comes back, with its people. `entered` was checked, and
    the platform has taken its secret.

    Raises AccountTaken, TooManyAccounts.
    """
    if len(await of_park(session, by.park_id)) >= MOST:
        raise TooManyAccounts(f"a park has at most {MOST}", most=MOST)
    row = await session.scalar(
        select(ChannelAccount)
        .where(
            ChannelAccount.park_id == by.park_id,
            ChannelAccount.channel == entered.channel,
            ChannelAccount.app_id == entered.app_id,
            ChannelAccount.status == "dropped",
        )
        .order_by(ChannelAccount.id.desc())
        .limit(1)
        .with_for_update()
    )
    if row is None:
        row = ChannelAccount(
            park_id=by.park_id, code=_code(), channel=entered.channel, app_id=entered.app_id,
            revision=0, created_at=by.at,
        )  # fmt: skip
    row.name, row.mode, row.options = entered.name, entered.mode, dict(entered.options)
    row.status, row.problem, row.checked_at = "active", "", by.at
    row.revision += 1
    secrets = dict(entered.secrets)
    if entered.channel == "telegram":
        secrets["webhook"] = _webhook()
    seal(row, vault, Kept(secrets))
    await _write(session, row)
    after = {"channel": row.channel, **snapshot(row, SHOWN)}
    record(session, by, "channel.add", subject(row), before={}, after=after)
    return row


async def edit(
    session: AsyncSession,
    by: By,
    row: ChannelAccount,
    *,
    name: str,
    mode: Mode,
    options: Mapping[str, Any],
    seen: str,
) -> None:
    """Raises Invalid, ChangedMeanwhile."""
    before = await claim(session, row, EDITED, seen, subject(row))
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise Invalid(f"a name of 1 to {LONGEST_NAME} characters", field="name")
    if mode not in MODES:
        raise Invalid("no such mode", field="mode")
    row.name, row.options = name.strip(), {**row.options, **options}
    row.mode = mode if row.channel in {"wechat", "miniprogram"} else row.mode
    row.revision += 1
    await session.flush()
    after = snapshot(row, EDITED)
    record(session, by, "channel.edit", subject(row), before=before, after=after)


async def rotate(
    session: AsyncSession, by: By, vault: Vault, row: ChannelAccount, secrets: Secrets
) -> None:
    """Other secrets; what is empty stays as it is. Those of before are good for a day more. What
    Telegram shows us is made anew each time.

    The platform has taken them. Raises Invalid, AccountDropped.
    """
    await session.refresh(row, with_for_update={"key_share": True})
    kept = opened(row, vault)
    if kept is None:
        raise AccountDropped("its secrets cannot be read: drop it and add it anew")
    if row.channel == "telegram":
        secrets = {**secrets, "webhook": _webhook()}
    new = kept.changed(secrets, now=by.at)
    seal(row, vault, new)
    row.revision += 1
    row.problem, row.checked_at = "", by.at
    await session.flush()
    names = sorted(name for name in new.now if new.now[name] != kept.now.get(name))
    record(session, by, "channel.rotate", subject(row), before={}, after={"secrets": names})


def renewed(row: ChannelAccount, kept: Kept, secrets: Secrets) -> Entered:
    """The account as it will be with these secrets, for the check before. Raises Invalid."""
    merged = {**kept.now, **{name: value.strip() for name, value in secrets.items() if value}}
    channel: Any = row.channel
    entered = check(Entered(channel, row.name, row.app_id, merged, _mode(row), row.options))
    if entered.app_id != row.app_id:
        raise Invalid("the token of another bot", field="token")
    return replace(entered, secrets=merged | dict(entered.secrets))


def _mode(row: ChannelAccount) -> Mode:
    return next(mode for mode in MODES if mode == row.mode)


async def switch(session: AsyncSession, by: By, row: ChannelAccount, *, active: bool) -> None:
    """Whether it takes and sends messages. What waited meanwhile is sent once it does again."""
    before = {"status": row.status}
    row.status = "active" if active else "disabled"
    row.revision += 1
    await session.flush()
    action = "channel.enable" if active else "channel.disable"
    record(session, by, action, subject(row), before=before, after={"status": row.status})


async def drop(session: AsyncSession, by: By, row: ChannelAccount) -> None:
    """Its secrets are forgotten; conversations stay. Its app may be added again, here or in another
    park."""
    before = {"status": row.status}
    row.status, row.sealed, row.former_until = "dropped", None, None
    row.revision += 1
    await session.flush()
    record(session, by, "channel.drop", subject(row), before=before, after={"status": row.status})


def note_check(session: AsyncSession, by: By, row: ChannelAccount, problem: str) -> None:
    """What the platform said; empty: all is well."""
    row.problem, row.checked_at = problem, by.at
    record(
        session, by, "channel.check", subject(row), before={}, after={"answer": problem or "well"}
    )


_HERE = select(Park.id).where(Park.state != "gone")


async def everywhere(session: AsyncSession) -> Sequence[ChannelAccount]:
    """Those of every park that is here, for who serves them: dropped ones, too, since their people
    remain."""
    found = await session.scalars(
        select(ChannelAccount)
        .where(ChannelAccount.park_id.in_(_HERE))
        .order_by(ChannelAccount.park_id, ChannelAccount.id)
    )
    return found.all()


async def stamp(session: AsyncSession) -> tuple[int, int]:
    """Another one after each change of any account, whichever of two commits first."""
    found = await session.execute(
        select(func.count(), func.coalesce(func.sum(ChannelAccount.revision), 0))
        .select_from(ChannelAccount)
        .where(ChannelAccount.park_id.in_(_HERE))
    )
    count, revisions = found.one()
    return int(count), int(revisions)


def subject(row: ChannelAccount) -> str:
    return f"channel:{row.id}"


def _webhook() -> str:
    return random.token_urlsafe(32)


def _code() -> str:
    return "".join(random.choice(_LETTERS) for _ in range(CODE_LENGTH))


async def _write(session: AsyncSession, row: ChannelAccount) -> None:
    """Raises AccountTaken."""
    try:
        async with session.begin_nested():
            session.add(row)
            await session.flush()
    except IntegrityError:
        raise AccountTaken(row.app_id, field="app_id") from None
