"""Booking through the API."""

import asyncio
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from models.events import EventRow
from services.booking import alarms, waiting
from services.booking import booking as bookings
from services.events.registry import parse_event
from services.kit.actors import tenant
from tests.api.booking.examples import BOOKING, LATER, SERIES
from tests.api.driver import Api
from tests.api.examples import employ
from tests.given.booking import NOW, at, booked

THREE_TO_FOUR = {"from_at": "2026-12-03T15:00:00+08:00", "until_at": "2026-12-03T16:00:00+08:00"}


async def test_what_there_is_with_its_rules(api: Api) -> None:
    li = await api.tenant()
    pools = (await li.get("/bookables"))["pools"]
    assert [(one["code"], len(one["things"]), one["may_book"]) for one in pools] == [
        ("meeting", 5, True),
        ("badminton", 2, True),
        ("hall", 3, False),
        ("equipment", 2, True),
    ]
    assert pools[0]["rules"]["check_in_within"] == 15


async def test_a_room_is_booked_moved_and_given_up(api: Api) -> None:
    li = await api.tenant()
    shown = await li.post("/bookings", BOOKING, status=201)
    assert (shown["status"], shown["name"], shown["can"]) == (
        "confirmed",
        "A座301",
        ["move", "cancel"],
    )
    assert shown["when_text"] == "明天 12月3日 周四 14:00–15:00"
    here = f"/bookings/{shown['booking_no']}"
    moved = await li.post(f"{here}/move", LATER)
    assert moved["from_at"] == LATER["from_at"]
    assert (await li.get("/bookings?open=true"))["items"] == [moved]
    assert (await li.post(f"{here}/cancel", {}))["status"] == "cancelled"
    assert (await li.get("/bookings?open=true"))["items"] == []


async def test_of_many_at_once_one_has_it_and_the_others_get_what_comes_nearest(api: Api) -> None:
    tenants = [await api.tenant() for _ in range(10)]
    answers = await asyncio.gather(
        *(one.ask("POST", "/bookings", json=BOOKING) for one in tenants for _ in range(4))
    )
    assert Counter(one.status for one in answers) == {201: 1, 409: 39}
    for one in answers:
        if one.status == 409:
            problem = await one.json()
            assert problem["code"] == "time_taken"
            assert [it["resource"] for it in problem["details"]["alternatives"]][:2] == [
                "a_302",
                "b_301",
            ]
            assert "deadlock" not in str(problem).lower()
        one.close()


@pytest.mark.parametrize(
    ("changed", "code", "status"),
    [
        ({"until_at": BOOKING["from_at"]}, "invalid", 400),
        ({"resource": "nowhere"}, "not_found", 404),
        ({"until_at": "2026-12-03T14:10:00+08:00"}, "booking_off_step", 422),
        ({"headcount": 60}, "booking_too_many_people", 422),
        ({"resource": "hall_east"}, "booking_companies_only", 422),
        ({"from_at": "2027-12-03T14:00:00+08:00", "until_at": "2027-12-03T15:00:00+08:00"},
         "booking_too_early", 422),
    ],
    ids=["backwards", "unknown", "off-step", "crowd", "companies", "next-year"],
)  # fmt: skip
async def test_what_cannot_be_is_said(
    api: Api, changed: dict[str, Any], code: str, status: int
) -> None:
    li = await api.tenant()
    problem = await li.post("/bookings", BOOKING | changed, status=status)
    assert problem["code"] == code
    assert (await li.get("/bookings"))["items"] == []


async def test_the_schedule_says_when_and_never_who(api: Api) -> None:
    li, other = await api.tenant(), await api.tenant()
    mine = await li.post("/bookings", BOOKING, status=201)
    await other.post("/bookings", BOOKING | THREE_TO_FOUR | {"title": "别人的事"}, status=201)
    shown = await li.get("/bookables/schedule?day=2026-12-03&pool=meeting")
    assert "别人的事" not in str(shown)
    day = shown["things"][0]
    assert day["taken"] == [
        {"from_at": BOOKING["from_at"], "until_at": BOOKING["until_at"], "what": "mine",
         "booking_no": mine["booking_no"]},
        THREE_TO_FOUR | {"what": "taken", "booking_no": None},
    ]  # fmt: skip
    assert [one["until_at"][11:16] for one in day["free"]] == ["14:00", "22:00"]


async def test_what_is_free(api: Api) -> None:
    li = await api.tenant()
    about = "from_at=2026-12-03T14:00:00%2B08:00&until_at=2026-12-03T15:00:00%2B08:00"
    found = await li.get(f"/bookables/free?{about}&pool=meeting&headcount=10&features=projector")
    assert [one["code"] for one in found["free"]] == ["a_302", "b_301", "c_501"]
    found = await li.get(f"/bookables/free?{about}&pool=badminton&headcount=40")
    assert found == {"free": [], "alternatives": []}


async def test_who_waits_is_asked_first(api: Api) -> None:
    first, second = await api.tenant(), await api.tenant()
    has = await first.post("/bookings", BOOKING, status=201)
    wish = {key: BOOKING[key] for key in ("resource", "from_at", "until_at")}
    wait = await second.post("/booking-waits", wish, status=201)
    assert (await second.get("/booking-waits"))["waits"] == [wait]
    await first.post(f"/bookings/{has['booking_no']}/cancel", {})
    await freed(api)
    offered = (await second.get("/bookings?open=true"))["items"][0]
    assert (offered["status"], offered["can"]) == ("held", ["take", "cancel"])
    await first.post("/bookings", BOOKING, status=409)
    taken = await second.post(f"/bookings/{offered['booking_no']}/take")
    assert taken["status"] == "confirmed"
    assert (await second.get("/booking-waits"))["waits"] == []


async def test_who_waits_for_what_is_free_by_now_is_offered_it_at_once(api: Api) -> None:
    li, other = await api.tenant(), await api.tenant()
    wish = {key: BOOKING[key] for key in ("resource", "from_at", "until_at")}
    wait = await li.post("/booking-waits", wish, status=201)
    offered = await li.get(f"/bookings/{wait['offered']}")
    assert (offered["status"], offered["can"]) == ("held", ["take", "cancel"])
    assert (await li.get("/booking-waits"))["waits"] == []
    behind = await other.post("/booking-waits", wish, status=201)
    assert behind["offered"] is None
    assert (await other.get("/booking-waits"))["waits"] == [behind]


async def test_an_offer_that_is_not_taken_goes_to_the_next(api: Api) -> None:
    has = await booked(api.demo, "a_301", at(14, day=3))
    second, third = await api.tenant(), await api.tenant()
    wish = {key: BOOKING[key] for key in ("resource", "from_at", "until_at")}
    for one in (second, third):
        await one.post("/booking-waits", wish, status=201)
    owner = has.person_id
    async with api.demo.sessions.begin() as session:
        await bookings.cancel(session, api.demo.id, has.id, by=tenant(owner), now=NOW)
    await freed(api)
    async with api.demo.sessions.begin() as session:
        await alarms.ring(session, now=NOW + waiting.HOLD)
    await freed(api, "booking.expired", now=NOW + waiting.HOLD)
    assert [one["status"] for one in (await second.get("/bookings"))["items"]] == ["expired"]
    assert [one["status"] for one in (await third.get("/bookings"))["items"]] == ["held"]


async def test_what_is_left_of_my_hours(api: Api) -> None:
    li = await api.tenant()
    body = BOOKING | {"resource": "court_1", "headcount": 2}
    await li.post("/bookings", body, status=201)
    shown = await li.get("/bookings/allowances")
    assert shown["strikes"] == 0
    assert [(one["pool"], one["scope"], one["left"]) for one in shown["allowances"]] == [
        ("badminton", "person", 180),
        ("badminton", "person", 120),
    ]
    assert shown["allowances"][0]["text"] == "羽毛球场：本周您还剩 3小时免费（共 4小时）。"


async def test_an_hour_that_costs_is_refused_until_its_sum_is_agreed_to(api: Api) -> None:
    li = await api.tenant()
    await li.post(
        "/bookings",
        {"resource": "court_1", "from_at": at_clock(18), "until_at": at_clock(20)},
        status=201,
    )
    pools = {one["code"]: one for one in (await li.get("/bookables"))["pools"]}
    assert pools["badminton"]["hour_price"]["text"] == "¥60"
    assert pools["meeting"]["hour_price"] is None
    more = {"resource": "court_2", "from_at": at_clock(10), "until_at": at_clock(11)}
    refused = await li.post("/bookings", more | {"pays_minutes": 60}, status=422)
    assert refused["code"] == "booking_costs_more"
    told = refused["details"]
    assert (told["minutes"], told["amount"], told["currency"]) == (60, 6000, "CNY")
    agreed = {"pays_minutes": told["minutes"], "pays": told["amount"]}
    booked = await li.post("/bookings", more | agreed, status=201)
    assert (booked["amount"]["text"], booked["payment"]) == ("¥60", "on_pickup")
    order = await li.get(f"/orders/{booked['order_no']}")
    assert (order["status"], order["total"]["minor"]) == ("accepted", 6000)
    await li.post(f"/bookings/{booked['booking_no']}/cancel", {})
    assert (await li.get(f"/orders/{booked['order_no']}"))["status"] == "rejected"


def at_clock(hour: int) -> str:
    return f"2026-12-03T{hour:02}:00:00+08:00"


async def freed(api: Api, type_: str = "booking.cancelled", *, now: Any = NOW) -> None:
    """What the worker does after the last event of a type."""
    async with api.demo.sessions.begin() as session:
        row = (
            await session.scalars(
                select(EventRow).where(EventRow.type == type_).order_by(EventRow.id.desc())
            )
        ).first()
        assert row is not None
        event: Any = parse_event(row.type, row.data)
        await waiting.offer(session, row, event, now)


async def test_what_a_booking_would_use_is_said_before_it_is_made(api: Api) -> None:
    li = await api.tenant()
    await employ(li, li, limit=0)
    when = {"from_at": BOOKING["from_at"], "until_at": BOOKING["until_at"]}
    asked = f"/bookings/cost?resource=a_301&{urlencode(when)}"
    told = await li.get(asked)
    assert (told["beyond_minutes"], told["then"], told["needs_approval"]) == (0, None, False)
    assert told["text"] == "当月公司还剩 40小时免费，这次用 1小时。"
    assert told["free_until"] == "2026-12-03T12:00:00+08:00"
    court = {
        **when,
        "from_at": "2026-12-03T12:00:00+08:00",
        "until_at": "2026-12-03T14:00:00+08:00",
    }
    for day in (3, 4):
        begins, ends = f"2026-12-0{day}T08:00:00+08:00", f"2026-12-0{day}T10:00:00+08:00"
        booking = {"resource": "court_1", "from_at": begins, "until_at": ends}
        await li.post("/bookings", booking, status=201)
    spent = await li.get(f"/bookings/cost?resource=court_1&{urlencode(court)}")
    assert (spent["beyond_minutes"], spent["then"]) == (120, "refuse")
    assert spent["text"] == "当周您的免费时长已用完，不够这次的 2小时。"
    late = {"from_at": "2026-12-03T22:00:00+08:00", "until_at": "2026-12-03T23:00:00+08:00"}
    refused = await li.ask("GET", f"/bookings/cost?resource=a_301&{urlencode(late)}")
    assert (await refused.json())["code"] == "booking_out_of_hours"


async def test_a_series_is_looked_at_before_it_is_booked(api: Api) -> None:
    li, other = await api.tenant(), await api.tenant()
    monday = {"from_at": "2026-12-14T09:00:00+08:00", "until_at": "2026-12-14T10:00:00+08:00"}
    await other.post("/bookings", {"resource": "b_201", **monday}, status=201)
    seen = await li.post("/booking-previews", SERIES)
    assert [one["what"] for one in seen["days"]] == ["free", "taken", "free", "free"]
    assert (await li.get("/booking-series"))["series"] == []
    assert (await li.get("/bookings?open=true"))["items"] == []
    late = await li.post("/booking-previews", SERIES | {"starts": "21:30"})
    assert {one["what"] for one in late["days"]} == {"closed"}
    far = await li.post("/booking-previews", SERIES | {"rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=20"})
    assert [one["what"] for one in far["days"]][12:] == ["free"] + ["later"] * 7
    made = await li.post("/booking-series", SERIES, status=201)
    assert [one["status"] for one in made["occurrences"]] == [
        {"free": "confirmed", "taken": "skipped"}[one["what"]] for one in seen["days"]
    ]
    (brief,) = (await li.get("/booking-series"))["series"]
    assert (brief["id"], brief["coming"], brief["skipped"]) == (made["id"], 3, 1)
    assert made["occurrences"][0]["series"] == made["id"]


async def test_a_calendar_is_read_by_whoever_has_its_address(api: Api) -> None:
    li, nobody = await api.tenant(), await api.tenant()
    await li.post("/bookings", BOOKING, status=201)
    made = await li.post("/booking-feeds", {"scope": "person"}, status=201)
    read = await nobody.ask("GET", made["path"])
    assert (read.status, read.content_type, read.charset) == (200, "text/calendar", "utf-8")
    assert "SUMMARY:A座301 · 季度复盘只给我们看" in await read.text()
    await li.ask("DELETE", f"/booking-feeds/{made['id']}")
    assert (await nobody.ask("GET", made["path"])).status == 404
