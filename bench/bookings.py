"""Rooms through the API: bookings that arrive so many a second, and the week of two hundred rooms.

Tenants book at moments that are set beforehand, whether the gateway has answered the others or not,
so that one that falls behind shows it. Each takes a room and an hour that nobody else wants. No
worker runs.
"""

import asyncio
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import psycopg

from bench.buyers import Buyer, crowd
from bench.figures import Figure, Run
from bench.role import gateway
from bench.seeding import seed
from bench.stores import stores
from parkline.settings.settings import Settings
from parkline.stores.database import libpq_url

A_SECOND = 50
SECONDS, QUICK_SECONDS = 20, 4
WARM_UP = 50
ROOMS = 200
LOOKS, QUICK_LOOKS = 40, 10
HOURS = range(9, 19)
CREATED, OK, FULL = 201, 200, 503
BOOKED_MS, WEEK_MS = 80.0, 200.0

_ROOMS = (
    "update booking_pool set most_open = 1000, grace_min = 0 where code = 'meeting'",
    "update booking_hours set weekdays = '{1,2,3,4,5,6,7}', on_holidays = true, starts = '08:00',"
    " ends = '22:00'",
    "delete from allowance",
    "update booking_resource set active = false",
    "with made as (insert into lane (park_id) select r.park_id from booking_resource r,"
    " generate_series(1, %(rooms)s) where r.code = 'a_301' returning park_id, id)"
    " insert into booking_resource (park_id, pool_id, lane_id, code, name_zh, name_en, capacity)"
    " select m.park_id, r.pool_id, m.id, 'bench_' || row_number() over (order by m.id),"
    " '房间', 'room', 10 from made m join booking_resource r using (park_id)"
    " where r.code = 'a_301'",
)


def measure(run: Run) -> list[Figure]:
    """Milliseconds of a booking at A_SECOND, and of a week of ROOMS."""
    return asyncio.run(_measure(run))


async def _measure(run: Run) -> list[Figure]:
    many = A_SECOND * (QUICK_SECONDS if run.quick else SECONDS)
    with stores(run.folder) as backing:
        url = backing.database("rooms")
        await seed(url)
        made = await crowd(url, Settings(demo=True), many + WARM_UP)
        with psycopg.connect(libpq_url(url), autocommit=True) as connection:
            for statement in _ROOMS:
                connection.execute(statement, {"rooms": ROOMS} if "%(" in statement else None)
            row = connection.execute("select timezone from park").fetchone()
        assert row is not None
        zone = ZoneInfo(row[0])
        run.say(f"{ROOMS} rooms and {len(made.buyers)} tenants are there")
        async with gateway(backing, url, run.folder) as serving, aiohttp.ClientSession() as client:
            api = f"{serving.url}/api/v1"
            for buyer in made.buyers[:WARM_UP]:
                await _book(client, api, buyer, zone)
            taken = await _at_a_rate(client, api, made.buyers[WARM_UP:], zone)
            run.say(f"{len(taken)} are booked")
            looks = QUICK_LOOKS if run.quick else LOOKS
            seen = [await _week(client, api, made.buyers[0], zone) for _ in range(looks)]
    booked, week = statistics.quantiles(taken, n=20)[-1], statistics.quantiles(seen, n=20)[-1]
    how = f"median {statistics.median(taken):.0f} ms, longest {max(taken):.0f} ms"
    seen_how = f"median {statistics.median(seen):.0f} ms, {len(taken) + WARM_UP} bookings in it"
    return [
        Figure(f"a booking, {A_SECOND} a second: p95", booked, "ms", how, len(taken), BOOKED_MS),
        Figure(f"a week of {ROOMS} rooms: p95", week, "ms", seen_how, len(seen), WEEK_MS),
    ]


async def _at_a_rate(
    client: aiohttp.ClientSession, api: str, buyers: Sequence[Buyer], zone: ZoneInfo
) -> list[float]:
    """Milliseconds of each from when it was to begin, so that waiting counts."""
    began = time.perf_counter()

    async def one(number: int, buyer: Buyer) -> float:
        due = began + number / A_SECOND
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await _book(client, api, buyer, zone)
        return (time.perf_counter() - due) * 1000

    return list(await asyncio.gather(*(one(n, each) for n, each in enumerate(buyers))))


async def _book(client: aiohttp.ClientSession, api: str, buyer: Buyer, zone: ZoneInfo) -> None:
    """A gateway that is full is asked again. Raises RuntimeError if it is not booked."""
    at = divmod(buyer.number // ROOMS, len(HOURS))
    day = _first(zone) + timedelta(days=at[0])
    starts = datetime(day.year, day.month, day.day, HOURS[at[1]], tzinfo=zone)
    body = {
        "resource": f"bench_{buyer.number % ROOMS + 1}",
        "from_at": starts.isoformat(),
        "until_at": (starts + timedelta(hours=1)).isoformat(),
        "title": "",
    }
    headers = {
        "Authorization": f"Bearer {buyer.token}",
        "Idempotency-Key": f"room-{buyer.number:06}",
    }
    while True:
        async with client.post(f"{api}/bookings", json=body, headers=headers) as answer:
            said = await answer.text()
        if answer.status == CREATED:
            return
        if answer.status != FULL:
            raise RuntimeError(f"{answer.status}: {said}")
        await asyncio.sleep(float(answer.headers["Retry-After"]))


async def _week(client: aiohttp.ClientSession, api: str, buyer: Buyer, zone: ZoneInfo) -> float:
    """Milliseconds. Raises RuntimeError if it is not shown."""
    began = time.perf_counter()
    query = {"day": _first(zone).isoformat(), "days": "7", "pool": "meeting"}
    headers = {"Authorization": f"Bearer {buyer.token}"}
    async with client.get(f"{api}/bookables/schedule", params=query, headers=headers) as answer:
        said = await answer.json()
        if answer.status != OK or len(said["things"]) != ROOMS:
            raise RuntimeError(f"{answer.status}: {len(said.get('things', ()))} rooms")
    return (time.perf_counter() - began) * 1000


def _first(zone: ZoneInfo) -> date:
    """Tomorrow, by the park's calendar."""
    return datetime.now(UTC).astimezone(zone).date() + timedelta(days=1)
