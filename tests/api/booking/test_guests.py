"""Guests with the room, others in there, what changes while the time stays, what goes on."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.events import EventRow
from models.people import Company
from models.visits import Visit
from tests.api.booking.examples import BOOKING, SERIES
from tests.api.driver import Api, Tenant
from tests.given.booking import at, booked
from tests.given.demo_park import DemoPark


async def member(api: Api) -> Tenant:
    """Somebody who may let people in."""
    async with api.demo.sessions.begin() as session:
        company = await session.scalar(select(Company).where(Company.park_id == api.demo.id))
        if company is None:
            company = Company(park_id=api.demo.id, name_zh="星桥科技", name_en="Starbridge")
            session.add(company)
            await session.flush()
    return await api.tenant(company_id=company.id)


async def visits(demo: DemoPark) -> list[Visit]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Visit).order_by(Visit.id)))


async def test_guests_come_with_the_room_and_have_a_pass(api: Api) -> None:
    li = await member(api)
    shown = await li.post("/bookings", BOOKING | {"guests": ["王伟", "Ada Park"]}, status=201)
    assert shown["guests"] == 2
    [visit] = await visits(api.demo)
    assert (visit.names, visit.status) == (["王伟", "Ada Park"], "approved")
    assert (visit.starts_at, visit.ends_at) == (at(14, day=3), at(15, day=3))
    assert await li.get(f"/visits/{visit.visit_no}/pass")


async def test_a_guest_who_is_refused_books_nothing(api: Api) -> None:
    li = await member(api)
    problem = await li.post("/bookings", BOOKING | {"guests": [" . "]}, status=400)
    assert problem["code"] == "invalid"
    assert (await li.get("/bookings"))["items"] == []
    assert await visits(api.demo) == []


async def test_guests_are_added_later_and_go_with_it(api: Api) -> None:
    li = await member(api)
    number = (await li.post("/bookings", BOOKING, status=201))["booking_no"]
    shown = await li.post(f"/bookings/{number}/guests", {"names": ["王伟"]})
    assert shown["guests"] == 1
    await li.post(f"/bookings/{number}/cancel", {})
    assert [one.status for one in await visits(api.demo)] == ["cancelled"]
    await li.post(f"/bookings/{number}/guests", {"names": ["王伟"]}, status=409)


async def test_a_token_that_lets_nobody_in_invites_nobody(api: Api) -> None:
    li = await member(api)
    until = (api.clock() + timedelta(days=20)).isoformat()
    body = {"name": "script", "scopes": ["bookings"], "expires_at": until}
    token = (await li.post("/tokens", body, status=201))["token"]
    script = Tenant(api, li.person, li.conversation, token)
    problem = await script.post("/bookings", BOOKING | {"guests": ["王伟"]}, status=403)
    assert problem["details"]["needs"] == "visits"
    number = (await script.post("/bookings", BOOKING, status=201))["booking_no"]
    await script.post(f"/bookings/{number}/guests", {"names": ["王伟"]}, status=403)
    assert await visits(api.demo) == []


async def test_others_in_there_are_told_and_so_is_the_desk(api: Api) -> None:
    li = await api.tenant()
    other = await booked(api.demo, "a_301", at(9, 30), hours=0.5)
    times = {"from_at": "2026-12-02T10:00:00+08:00", "until_at": "2026-12-02T11:00:00+08:00"}
    number = (await li.post("/bookings", BOOKING | times, status=201))["booking_no"]
    await li.post(f"/bookings/{number}/dispute", status=409)
    api.clock.moment = at(9, 50)
    li = await api.signed_in(li.person, li.conversation)
    assert "dispute" in (await li.get(f"/bookings/{number}"))["can"]
    said = await li.post(f"/bookings/{number}/dispute")
    assert (said["how"], said["until"]) == ("early", "2026-12-02T10:00:00+08:00")
    assert "10:00" in said["text"]
    assert said["elsewhere"] in {"a_302", "b_301"}
    async with api.demo.sessions() as session:
        rows = await session.scalars(
            select(EventRow).where(EventRow.type.in_(("booking.disputed", "ticket.reported")))
        )
        found: list[dict[str, Any]] = [row.data for row in rows]
    assert [one["by_booking_id"] for one in found if "by_booking_id" in one] == [other.id]
    assert len(found) == 2


async def test_who_comes_and_what_for_change_while_the_time_stays(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/bookings", BOOKING, status=201))["booking_no"]
    same = {key: BOOKING[key] for key in ("from_at", "until_at")}
    moved = await li.post(f"/bookings/{number}/move", same | {"headcount": 6, "title": "董事会"})
    assert (moved["headcount"], moved["title"]) == (6, "董事会")
    moved = await li.post(f"/bookings/{number}/move", same | {"title": ""})
    assert (moved["headcount"], moved["title"]) == (6, None)
    problem = await li.post(f"/bookings/{number}/move", same | {"headcount": 90}, status=422)
    assert problem["code"] == "booking_too_many_people"


async def test_a_series_goes_on_and_fills_itself(api: Api) -> None:
    li = await api.tenant()
    made = await li.post("/booking-series", SERIES | {"fills": True}, status=201)
    assert (made["fills"], len(made["occurrences"])) == (True, 4)
    here = f"/booking-series/{made['id']}"
    longer = await li.post(f"{here}/extend", {"times": 2})
    assert len(longer["occurrences"]) == 6
    assert longer["rule"].endswith("COUNT=6")
    assert (await li.post(f"{here}/extend", {}, status=400))["code"] == "invalid"
