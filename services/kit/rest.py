"""Parks at rest: one that moves to another installation changes no more, and one that has gone is
served there.

Whoever takes work of any park passes over those at rest. Whoever does not is refused by the park's
tables (`REFUSED`), so that what is forgotten here loses nothing, but fails again and again.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models.park import Park
from services.kit.errors import ParkError

REFUSED = "57R01"
"""SQLSTATE of a write in a park at rest (migration 0076)."""
MINUTE = 60
"""Seconds after which it is worth while to ask again."""


class ParkAtRest(ParkError):
    """The park is being moved, and is served again in a minute. `details`: `retry_after`, in whole
    seconds."""

    code = "park_at_rest"

    def __init__(self) -> None:
        super().__init__("the park moves: ask again in a minute", retry_after=MINUTE)


class ParkGone(ParkError):
    """Another installation has the park. `details`: `moved_to`, its address, where it is known."""

    code = "park_gone"

    def __init__(self, moved_to: str) -> None:
        where = moved_to or "another installation"
        super().__init__(f"the park has moved to {where}", moved_to=moved_to or None)


@dataclass(frozen=True, slots=True)
class Rest:
    """Why a park is not served here."""

    gone: bool
    moved_to: str = ""
    """The address of the installation that has it; empty where that is not known."""

    @property
    def error(self) -> ParkError:
        return ParkGone(self.moved_to) if self.gone else ParkAtRest()


def at_work(park_id: InstrumentedAttribute[int] | ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that the row's park is served here. Statements in SQL say it themselves. There
    are few parks at rest, mostly none, and they are looked up once a statement."""
    return park_id.not_in(select(Park.id).where(Park.state != "active"))


async def at_rest(session: AsyncSession) -> dict[int, Rest]:
    """Every park that is not served here, by its id."""
    found = await session.execute(
        select(Park.id, Park.state, Park.moved_to).where(Park.state != "active")
    )
    return {row.id: Rest(row.state == "gone", row.moved_to) for row in found}


async def require_work(session: AsyncSession, park_id: int) -> None:
    """Raises ParkAtRest, ParkGone."""
    row = (
        await session.execute(select(Park.state, Park.moved_to).where(Park.id == park_id))
    ).one_or_none()
    if row is not None and row.state != "active":
        raise Rest(row.state == "gone", row.moved_to).error
