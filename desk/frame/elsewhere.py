"""The other parks where whoever is signed in is of the staff: what areas show of them, and the way
there.

Everything that is read of another park is read as its own row of staff there, with the rights that
this row has at that moment; nothing is written from here.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import desk
from desk.frame.call import PREFIX, Call
from models.staff import Staff
from services.accounts import members
from services.accounts.members import Place
from services.kit import fence
from services.kit.plugins import found
from services.staff.permissions import permissions_of
from services.staff.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Row:
    """A line or card of a merged page. `order` is compared within its column alone, over parks."""

    column: str
    order: tuple[Any, ...]
    path: str
    """Under the desk of its own park, such as /tickets/7."""
    title: str
    words: str = ""
    detail: str = ""
    badge: str = ""
    tone: str = ""
    """bad, warn or nothing: of the badge."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Brought by an area: what it shows of several parks on one page. `key` is the end of the text
    parks-of-…, and of parks-column-… with a column; `needs` the permission to see such rows.

    `rows` gives those of a park by column, each in its order, `limit` of a column at the most;
    `waiting` how many wait there for somebody like the reader.
    """

    key: str
    needs: str
    columns: Sequence[str]
    rows: Callable[[Call, int], Awaitable[Sequence[Row]]]
    waiting: Callable[[Call], Awaitable[int]]

    @property
    def brief(self) -> str:
        return f"on the page of all parks: {self.key}"


def merged() -> Sequence[Merged]:
    return found(desk, Merged)


async def places(call: Call) -> list[Place[Staff]]:
    """All parks of the reader, this one too; empty for who has one alone."""
    if call.deps.live_of is None:
        return []
    return await members.of_staff(call.session, call.staff)


async def others(call: Call) -> list[Place[Staff]]:
    return [one for one in await places(call) if one.park.id != call.park.id]


@asynccontextmanager
async def reading_in(call: Call, place: Place[Staff]) -> AsyncIterator[Call]:
    """`as_in`, and the database shows what is of that park."""
    async with fence.abroad(call.session, place.park.id):
        yield as_in(call, place)


def as_in(call: Call, place: Place[Staff]) -> Call:
    """The call as if the reader had asked it in that park: for reading alone."""
    assert call.signed_in is not None
    there = copy(call)
    there.park = place.park
    there.signed_in = SignedIn(call.signed_in.session, place.row, place.park)
    there.permissions = permissions_of(place.row.roles)
    return there


def way_to(slug: str, path: str) -> str:
    """The address here that signs in at another park and opens `path` of its desk."""
    return f"{PREFIX}/parks/{slug}/go?{urlencode({'to': path})}"
