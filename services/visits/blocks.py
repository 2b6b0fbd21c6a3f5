"""The park's list of people who are not let in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Text, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import table_of
from models.staff import Staff
from models.visits import VisitBlock
from services.kit import audit
from services.kit.direct import Direct
from services.kit.errors import Invalid, NotFound, Refused
from services.kit.folding import alike_plate, plain_name, plain_phone
from services.kit.plain_rows import Plain
from services.kit.rest import at_work

Kind = Literal["name", "phone", "plate"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST = 200
FOLDED_AT_ONCE = 500


class Blocked(Refused):
    """Somebody on the park's list. The tenant is not told why."""

    code = "visitor_blocked"


Compare = Callable[[str], str]
COMPARED: dict[Kind, Compare] = {"name": plain_name, "phone": plain_phone, "plate": alike_plate}
"""How each kind is compared: folded, so that no other spelling of the same lets anybody in."""


async def check(
    session: AsyncSession,
    park_id: int,
    *,
    names: list[str],
    phone: str | None,
    plates: Sequence[str],
) -> None:
    """Raises Blocked if any of them is on the list."""
    wanted = {("name", plain_name(name)) for name in names}
    wanted |= {("phone", plain_phone(phone or ""))}
    wanted |= {("plate", alike_plate(plate)) for plate in plates}
    if await _on_list(session, park_id, [(kind, folded) for kind, folded in wanted if folded]):
        raise Blocked


async def _on_list(
    session: AsyncSession, park_id: int, wanted: Iterable[tuple[str, str]]
) -> VisitBlock | None:
    """The first entry that is one of (kind, folded), to be looked at only.

    An entry that was written before there was `folded`, or by a version that knows none, is folded
    here.
    """
    wanted = list(wanted)
    if not wanted:
        return None
    about = {"park": park_id, "folded": [folded for _, folded in wanted]}
    found = [_PLAIN.of(row) for row in await _NEARLY.rows(session, about)]
    return next((one for one in found if one and (one.kind, _folded(one)) in wanted), None)


_PLAIN = Plain(VisitBlock)
_NEARLY = Direct(
    lambda: (
        select(*_PLAIN.columns(table_of(VisitBlock)))
        .where(
            VisitBlock.park_id == bindparam("park"),
            VisitBlock.lifted_at.is_(None),
            or_(
                VisitBlock.folded == func.any(bindparam("folded", type_=ARRAY(Text))),
                VisitBlock.folded.is_(None),
            ),
        )
        .order_by(VisitBlock.id)
    )
)
"""Those that are spelt like one that is looked for, of whatever kind."""


def _folded(block: VisitBlock) -> str:
    kind = next(kind for kind in KINDS if kind == block.kind)
    return COMPARED[kind](block.value) if block.folded is None else block.folded


async def fold(session: AsyncSession, *, limit: int = FOLDED_AT_ONCE) -> int:
    """Fold entries that were written by a version that did not; how many. Safe to repeat."""
    found = await session.scalars(
        select(VisitBlock)
        .where(
            VisitBlock.folded.is_(None), VisitBlock.lifted_at.is_(None), at_work(VisitBlock.park_id)
        )
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    blocks = found.all()
    for block in blocks:
        block.folded = _folded(block)
    await session.flush()
    return len(blocks)


async def tidy(session: AsyncSession, *, now: datetime) -> int:  # noqa: ARG001 - as all that tidies
    return await fold(session)


async def add(
    session: AsyncSession, by: audit.By, kind: Kind, value: str, *, reason: str
) -> VisitBlock:
    """Put somebody on the list; who is on it stays with the first reason. Raises Invalid."""
    written, folded, reason = " ".join(value.split()), COMPARED[kind](value), reason.strip()
    if not folded or len(written) > LONGEST:
        raise Invalid(f"a {kind} has 1 to {LONGEST} characters", field="value")
    if not reason or len(reason) > LONGEST:
        raise Invalid(f"a reason has 1 to {LONGEST} characters", field="reason")
    if (known := await _on_list(session, by.park_id, [(kind, folded)])) is not None:
        return known
    block = VisitBlock(
        park_id=by.park_id,
        kind=kind,
        value=written if kind == "name" else folded,
        folded=folded,
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
