"""The park's list of people who are not let in."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models import Staff, VisitBlock
from services import audit
from services.errors import Invalid, NotFound, Refused

Kind = Literal["name", "phone", "plate"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST = 200
_PLATE_NOISE = re.compile(r"[\s·•・.\-_]")
_COUNTRY = "86"
_MOBILE_DIGITS = 11


class Blocked(Refused):
    """Somebody on the park's list. The tenant is not told why."""

    code = "visitor_blocked"


def plain_name(said: str) -> str:
    """As names are compared: case and spaces do not matter."""
    return " ".join(said.split()).casefold()


def plain_phone(said: str) -> str:
    """The digits, without the country code of a Chinese mobile number."""
    digits = "".join(sign for sign in said if sign.isascii() and sign.isdigit())
    is_mobile = len(digits) == len(_COUNTRY) + _MOBILE_DIGITS and digits.startswith(_COUNTRY)
    return digits.removeprefix(_COUNTRY) if is_mobile else digits


def plain_plate(said: str) -> str:
    """粤B·D12345 → 粤BD12345."""
    return _PLATE_NOISE.sub("", said).upper()


_PLAIN = {"name": plain_name, "phone": plain_phone, "plate": plain_plate}


async def check(
    session: AsyncSession,
    park_id: int,
    *,
    names: list[str],
    phone: str | None,
    plate: str | None,
) -> None:
    """Raises Blocked if any of them is on the list."""
    wanted = [("name", plain_name(name)) for name in names]
    if phone:
        wanted.append(("phone", plain_phone(phone)))
    if plate:
        wanted.append(("plate", plain_plate(plate)))
    found = await session.scalar(
        select(VisitBlock.id)
        .where(
            VisitBlock.park_id == park_id,
            VisitBlock.lifted_at.is_(None),
            tuple_(VisitBlock.kind, VisitBlock.value).in_(wanted),
        )
        .limit(1)
    )
    if found is not None:
        raise Blocked


async def add(
    session: AsyncSession, by: audit.By, kind: Kind, value: str, *, reason: str
) -> VisitBlock:
    """Put somebody on the list; who is on it stays with the first reason. Raises Invalid."""
    plain, reason = _PLAIN[kind](value), reason.strip()
    if not plain or len(plain) > LONGEST:
        raise Invalid(f"a {kind} has 1 to {LONGEST} characters", field="value")
    if not reason or len(reason) > LONGEST:
        raise Invalid(f"a reason has 1 to {LONGEST} characters", field="reason")
    known = await session.scalar(
        select(VisitBlock).where(
            VisitBlock.park_id == by.park_id,
            VisitBlock.lifted_at.is_(None),
            VisitBlock.kind == kind,
            VisitBlock.value == plain,
        )
    )
    if known is not None:
        return known
    block = VisitBlock(
        park_id=by.park_id,
        kind=kind,
        value=plain,
        reason=reason,
        staff_id=by.staff_id,
        created_at=by.at,
    )
    session.add(block)
    await session.flush()
    audit.record(session, by, "block.add", f"block:{block.id}", before={}, after={"kind": kind})
    return block


async def lift(session: AsyncSession, by: audit.By, block_id: int) -> VisitBlock:
    """Let them in again; lifting twice changes nothing. Raises NotFound."""
    block = await session.get(VisitBlock, (by.park_id, block_id), with_for_update=True)
    if block is None:
        raise NotFound(f"block {block_id}")
    if block.lifted_at is None:
        block.lifted_at = by.at
        subject = f"block:{block.id}"
        audit.record(session, by, "block.lift", subject, before={}, after={"kind": block.kind})
    return block


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the list, and who made it."""

    block: VisitBlock
    staff: str | None


async def current(session: AsyncSession, park_id: int) -> list[Listed]:
    """Who is on the list now, the newest first."""
    found = await session.execute(
        select(VisitBlock, Staff.name)
        .outerjoin(Staff, (Staff.park_id == VisitBlock.park_id) & (Staff.id == VisitBlock.staff_id))
        .where(VisitBlock.park_id == park_id, VisitBlock.lifted_at.is_(None))
        .order_by(VisitBlock.id.desc())
    )
    return [Listed(*row) for row in found]
