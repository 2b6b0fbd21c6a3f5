"""What somebody waits for: brought by domains, for whoever talks to them or forgets them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

import services
from services.kit.plugins import found


@dataclass(frozen=True, slots=True)
class Waiting:
    number: str
    status: str
    begun: bool = True
    """False of what nobody but they themselves knows of, such as a cart."""


@dataclass(frozen=True, slots=True)
class Open:
    """One kind of it. `of_person(session, park_id, person_id)`: their newest, newest first."""

    kind: str
    """Such as orders."""
    variable: str
    """Stands for the newest one's number in replies kept ready, such as order_no."""
    of_person: Callable[[AsyncSession, int, int], Awaitable[Sequence[Waiting]]]
    under_way: Callable[[AsyncSession, int, Sequence[int]], Awaitable[Sequence[str]]] | None = None
    """Numbers of what somebody else is at for these people, who cannot be forgotten meanwhile."""

    @property
    def brief(self) -> str:
        return f"what is open: {self.kind}"


async def newest(session: AsyncSession, park_id: int, person_id: int) -> dict[str, str | None]:
    """By variable, the number of the newest that is under way."""
    return {
        one.variable: next(
            (it.number for it in await one.of_person(session, park_id, person_id) if it.begun), None
        )
        for one in found(services, Open)
    }
