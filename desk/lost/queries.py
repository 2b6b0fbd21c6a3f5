"""Lost property as staff see it: a list, and one thing with all that may be the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostItem, LostMatch
from models.people import Person
from models.staff import Staff
from models.tickets import Photo
from services.lost import lost, photos

MOST = 200
"""Things on a page, the last reported ones."""


@dataclass(frozen=True, slots=True)
class Match:
    """A match of the thing that is looked at, with the other one."""

    match: LostMatch
    other: LostItem
    photos: Sequence[Photo]


@dataclass(frozen=True, slots=True)
class Details:
    item: LostItem
    person: Person | None
    staff: str | None
    """Who took it in."""
    photos: Sequence[Photo]
    matches: Sequence[Match]


async def listed(
    session: AsyncSession,
    park_id: int,
    *,
    kind: str | None,
    state: str,
    category: str | None,
    search: str,
) -> Sequence[LostItem]:
    """The last reported first. `state`: open, waiting for staff, or closed."""
    wanted = select(LostItem).where(LostItem.park_id == park_id, _STATES[state])
    if kind is not None:
        wanted = wanted.where(LostItem.kind == kind)
    if category is not None:
        wanted = wanted.where(LostItem.category == category)
    if search:
        wanted = wanted.where(_fits(search))
    found = await session.scalars(wanted.order_by(LostItem.id.desc()).limit(MOST))
    return found.all()


_STATES: Mapping[str, ColumnElement[bool]] = {
    "open": LostItem.status.in_(lost.OPEN),
    "claimed": LostItem.status == "claimed",
    "closed": LostItem.status.in_(lost.CLOSED),
}
STATES = tuple(_STATES)


def _fits(search: str) -> ColumnElement[bool]:
    return or_(
        LostItem.item_no.icontains(search, autoescape=True),
        LostItem.description.icontains(search, autoescape=True),
        LostItem.shelf == search,
    )


async def details(session: AsyncSession, park_id: int, item_id: int) -> Details:
    """Raises NotFound."""
    item = await lost.load(session, park_id, item_id)
    person = staff = None
    if item.person_id is not None:
        person = await session.get(Person, (park_id, item.person_id))
    if item.staff_id is not None:
        staff = await session.get(Staff, (park_id, item.staff_id))
    return Details(
        item,
        person,
        staff.name if staff else None,
        await photos.of_item(session, item),
        await _matches(session, item),
    )


async def _matches(session: AsyncSession, item: LostItem) -> list[Match]:
    """Those that somebody denied stand last."""
    found = await session.scalars(
        select(LostMatch)
        .where(
            LostMatch.park_id == item.park_id,
            or_(LostMatch.lost_id == item.id, LostMatch.found_id == item.id),
        )
        .order_by(
            LostMatch.status.in_(["refused", "disowned", "lapsed"]),
            LostMatch.score.desc(),
            LostMatch.id,
        )
        .limit(20)
    )
    both = []
    for match in found:
        other_id = match.found_id if item.kind == "lost" else match.lost_id
        other = await lost.load(session, item.park_id, other_id)
        both.append(Match(match, other, await photos.of_item(session, other)))
    return both
