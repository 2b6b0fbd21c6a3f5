"""Twins, by number: a page of a booking, a ticket or an account has the same number in both parks
and shows each park its own, and what one holds by a secret is refused at the other."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from sqlalchemy import column, select, table

import desk
from api.frame.app import PREFIX as API
from api.frame.app import routes as api_routes
from desk.frame import guard
from desk.frame.routing import Area
from models.booking_shelf import BookingResource
from models.people import Person
from services.booking import calendars, panels
from services.kit.audit import By
from services.kit.plugins import found
from tests.given.visits import NOW
from tests.kit.databases import Copies
from tests.security.test_twins import (
    MARK,
    OURS,
    THEIRS,
    TWINS,
    Parks,
    _app_token,
    same,
    serving,
    staff_of,
)

pytestmark = pytest.mark.timeout(400)

BY_NUMBER: Mapping[str, tuple[str, str]] = {
    "account": ("channel_account", "id"),
    "announcement": ("announcement", "id"),
    "booking": ("booking", "id"),
    "booking_no": ("booking", "booking_no"),
    "booking_pool": ("booking_pool", "id"),
    "company": ("company", "id"),
    "conversation": ("conversation", "id"),
    "delivery": ("delivery", "id"),
    "endpoint": ("endpoint", "id"),
    "faq": ("faq", "id"),
    "item": ("item", "id"),
    "item_no": ("lost_item", "item_no"),
    "member": ("staff", "id"),
    "order": ("order", "id"),
    "order_no": ("order", "order_no"),
    "outlet": ("outlet", "id"),
    "person": ("person", "id"),
    "plan": ("maintenance_plan", "id"),
    "rule": ("automation_rule", "id"),
    "series": ("booking_series", "id"),
    "ticket": ("ticket", "id"),
    "ticket_no": ("ticket", "ticket_no"),
    "visit": ("visit", "id"),
    "visit_no": ("visit", "visit_no"),
}
"""What stands for a number in a path, and whose it is."""


@pytest.fixture
async def parks(demo_copies: Copies) -> AsyncIterator[Parks]:
    with demo_copies.one() as url:
        async with serving(url) as made:
            yield made


async def numbers_of(parks: Parks, park_id: int) -> dict[str, str]:
    """Those of the rows that somebody left in a park."""
    wanted = dict[str, str]()
    async with parks.sessions() as session:
        for name, (of, key) in BY_NUMBER.items():
            row = parks.who.keys[of]
            rows = table(of, column(key), column("park_id"), column("id"))
            value = await session.scalar(
                select(rows.c[key]).where(rows.c.park_id == park_id, rows.c.id == row["id"])
            )
            wanted[name] = str(value)
    return wanted


def paths(numbers: Mapping[str, str]) -> list[str]:
    """Every page of the desk and answer of the API about something that has a number."""
    pages = [("/desk", route) for area in found(desk, Area) for route in area.routes]
    answers = [(API, route) for route in api_routes()]
    filled = list[str]()
    for prefix, route in (*pages, *answers):
        if route.method == "GET" and "{" in route.path and "live" not in route.path:
            try:
                path = route.path.format_map(_Numbers(numbers))
            except KeyError:
                continue
            filled.append(prefix + path)
    return filled


class _Numbers(dict[str, Any]):
    """{item} and {item:[0-9]+} alike."""

    def __getitem__(self, name: str) -> Any:
        return _AsItIs(super().__getitem__(name))


class _AsItIs(str):
    def __format__(self, _pattern: str) -> str:
        return str(self)


async def test_a_number_shows_each_park_its_own(parks: Parks) -> None:
    seen = dict[str, set[str]]()
    for park_id, host, mine, theirs in (
        (parks.made.park.id, OURS, MARK, TWINS),
        (parks.twin_id, THEIRS, TWINS, MARK),
    ):
        cookie = f"{guard.COOKIE}={await staff_of(parks, park_id)}"
        bearer = {"Authorization": f"Bearer {await _app_token(parks, park_id)}"}
        said = dict[str, str]()
        numbers = await numbers_of(parks, park_id)
        names = {value: name for name, value in numbers.items() if not value.isdecimal()}
        for path in paths(numbers):
            answer = await parks.ask(host, path, cookie=cookie, headers=bearer)
            known = path
            for value, name in names.items():
                known = known.replace(value, name)
            if not path.endswith("/picture"):  # Bytes of a twin are the same.
                said[known] = (await answer.read()).decode(errors="replace")
        assert [path for path, words in said.items() if theirs in words] == []
        seen[host] = {path for path, words in said.items() if mine in words}
    assert len(seen[OURS]) > 10, "pages that show what somebody wrote were looked at"
    assert seen[OURS] == seen[THEIRS]


async def test_the_address_of_a_calendar_is_none_at_the_other(parks: Parks) -> None:
    made = parks.made
    async with parks.sessions.begin() as session:
        me = await session.get_one(Person, (made.park.id, parks.who.person_id))
        mine = await calendars.issue(session, me, "person", now=NOW)
        by, room = By(made.park.id, None, NOW), parks.who.keys["booking_resource"]["id"]
        rooms = await calendars.issue_of_room(session, by, room)
    for issued in (mine, rooms):
        path = f"{API}/booking-calendars/{issued.token}"
        unknown = f"{API}/booking-calendars/{'u' * len(issued.token)}"
        ours = await parks.ask(OURS, path)
        assert (ours.status, TWINS in await ours.text()) == (200, False)
        assert await same(await parks.ask(THEIRS, path), await parks.ask(THEIRS, unknown))
        assert (await parks.ask(THEIRS, path)).status == 404


async def test_the_page_at_a_door_is_none_at_the_other(parks: Parks) -> None:
    """Nor is anything pressed there."""
    made = parks.made
    async with parks.sessions.begin() as session:
        room = parks.who.keys["booking_resource"]["id"]
        (await session.get_one(BookingResource, (made.park.id, room))).active = True
        token = await panels.issue(session, By(made.park.id, None, NOW), room)
    unknown = "u" * len(token)
    assert (await parks.ask(OURS, f"/door/{token}")).status == 200
    for path in ("/door/{}", "/door/{}/state", "/door/{}/code.svg"):
        shown = await parks.ask(THEIRS, path.format(token))
        assert shown.status == 404
        assert await same(shown, await parks.ask(THEIRS, path.format(unknown)))
    for action in ("book", "extend", "check_in", "end"):
        pressed = [
            await parks.ask(THEIRS, f"/door/{one}/{action}", "POST", json={})
            for one in (token, unknown)
        ]
        assert await same(*pressed)
