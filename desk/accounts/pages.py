"""The page of all parks of somebody, the numbers beside their names, and the way there."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Literal
from urllib.parse import urlencode

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import elsewhere, guard
from desk.frame.addresses import inside
from desk.frame.call import Call
from desk.frame.elsewhere import Merged, Row
from desk.frame.routing import PUBLIC, SIGNED_IN, Area
from desk.frame.session import show_sign_in
from models.park import Park
from models.staff import Staff
from services.accounts import tokens
from services.accounts.members import Place
from services.kit.errors import NotFound
from services.people.logins import LoginRefused
from services.staff import sessions

PER_COLUMN = 20
MOST = 40
REFUSED = "parks-handoff-refused"

area = Area("parks")


class Wanted(BaseModel):
    """`of`: which of the kinds of rows that areas bring."""

    of: Literal["inbox", "tickets"] = "inbox"
    rows: int = Field(PER_COLUMN, ge=1, le=MOST)


class Going(BaseModel):
    to: str = Field("/", max_length=500)


class Arriving(BaseModel):
    token: str = Field("", max_length=200)
    to: str = Field("/", max_length=500)


@dataclass(frozen=True, slots=True)
class Shown:
    park: Park
    row: Row


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    rows: Sequence[Shown]
    more: bool


@area.get("/parks", allows=SIGNED_IN)
async def all_parks(call: Call) -> web.Response:
    """Rows of all parks in one order; of each park those that its row of staff may see."""
    wanted = call.query(Wanted)
    places = await elsewhere.places(call)
    kinds = [kind for kind in elsewhere.merged() if _may_see(call, kind, places)]
    chosen = next((kind for kind in kinds if kind.key == wanted.of), next(iter(kinds), None))
    columns = await _merged(call, chosen, places, wanted.rows) if chosen else []
    shown: dict[str, Any] = {
        "places": places,
        "kinds": kinds,
        "chosen": chosen,
        "columns": columns,
        "wanted": wanted,
        "way_to": elsewhere.way_to,
    }
    if call.is_htmx:
        return call.fragment("accounts/_columns.html", **shown)
    return call.render("accounts/parks.html", **shown)


@area.get("/parks/numbers", allows=SIGNED_IN)
async def numbers(call: Call) -> web.Response:
    """The switcher: every park, and how many wait there for whoever asks."""
    counted = []
    for place in await elsewhere.places(call):
        async with elsewhere.reading_in(call, place) as there:
            kinds = [kind for kind in elsewhere.merged() if there.may(kind.needs)]
            waits = [await kind.waiting(there) for kind in kinds]
        counted.append((place, sum(waits)))
    return call.fragment("accounts/_numbers.html", counted=counted, way_to=elsewhere.way_to)


@area.get("/parks/{park}/go", allows=SIGNED_IN)
async def go(call: Call) -> web.Response:
    """Arrive signed in at the desk of another park of whoever asks, who is themselves there."""
    target = inside(call.query(Going).to)
    slug = call.request.match_info["park"]
    place = next((one for one in await elsewhere.places(call) if one.park.slug == slug), None)
    if place is None:
        raise NotFound("no park of yours has this name")
    if place.park.id == call.park.id:
        return call.redirect(target)
    base = call.deps.desk_at(place.park.id)
    if base is None:
        raise NotFound("no host leads to this park")
    async with elsewhere.reading_in(call, place) as there:
        token, _ = await tokens.issue(there.session, place.row, "handoff", now=call.now)
    url = f"{base}/arrive?{urlencode({'token': token, 'to': target})}"
    return web.Response(status=303, headers={"Location": url, "Cache-Control": "no-store"})


@area.get("/arrive", allows=PUBLIC)
async def arrive(call: Call) -> web.Response:
    """A session of this park's own, by a token that another park of theirs gave them."""
    arriving = call.query(Arriving)
    target = inside(arriving.to)
    try:
        staff = await tokens.arrive_as_staff(
            call.session, call.park.id, arriving.token, now=call.now
        )
    except LoginRefused:
        return show_sign_in(call, target, problem=REFUSED)
    token = await sessions.begin(call.session, staff, now=call.now)
    if token is None:
        return show_sign_in(call, target, problem=REFUSED)
    if call.signed_in is not None:
        await sessions.end(call.session, call.signed_in.session)
    page = call.render("session/onward.html", target=target)
    guard.set_session(page, token, call.deps)
    return page


def _may_see(call: Call, kind: Merged, places: Sequence[Place[Staff]]) -> bool:
    return any(elsewhere.as_in(call, place).may(kind.needs) for place in places)


async def _merged(
    call: Call, kind: Merged, places: Sequence[Place[Staff]], limit: int
) -> list[Column]:
    """One list for each column, of as many parks as there are, each of which is sorted already."""
    by_column: dict[str, list[list[Shown]]] = {key: [] for key in kind.columns}
    for place in places:
        async with elsewhere.reading_in(call, place) as there:
            rows = await kind.rows(there, limit + 1) if there.may(kind.needs) else ()
            for key, of_column in groupby(rows, lambda row: row.column):
                by_column[key].append([Shown(place.park, row) for row in of_column])
    columns = []
    for key, lists in by_column.items():
        merged = list(islice(heapq.merge(*lists, key=lambda one: one.row.order), limit + 1))
        columns.append(Column(key, merged[:limit], len(merged) > limit))
    return columns
