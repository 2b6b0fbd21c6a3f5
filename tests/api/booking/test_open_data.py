"""Open data of courts: by the rules of Realtime Paged Data Exchange 1.0 and OpenActive's models."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from services.booking import admin, open_data
from tests.api.driver import Api
from tests.given.booking import NOW, at, booked, park_of
from tests.given.demo_park import DemoPark

SLOT = {
    "@type": str, "@id": str, "facilityUse": str, "startDate": str, "duration": str,
    "remainingUses": int, "maximumUses": int, "endDate": str,
}  # fmt: skip
FACILITY = {
    "@type": str, "@id": str, "activity": list, "location": dict, "name": str,
    "provider": dict, "url": str, "offers": list,
}  # fmt: skip
"""Required fields of their pages "Slot" and "FacilityUse", and the recommended ones that we say."""


async def opened(demo: DemoPark, *, on: bool = True) -> None:
    async with demo.sessions.begin() as session:
        pool = await admin.pool(session, demo.id, "badminton")
        assert pool is not None
        pool.open_data = on


async def refreshed(demo: DemoPark, now: datetime = NOW) -> int:
    async with demo.sessions.begin() as session:
        return await open_data.of_park(session, await park_of(session, demo), now=now)


async def asked(api: Api, path: str, status: int = 200) -> tuple[str, dict[str, Any]]:
    address = f"{str(api.url).rstrip('/')}/api/v1/{path}"
    async with api.http.get(address) as answer:
        assert answer.status == status, await answer.text()
        body = await answer.json(content_type=None)
        return answer.headers["Content-Type"], body


def check_page(kind: str, body: dict[str, Any], fields: dict[str, type]) -> None:
    """The rules of a page: their validator checks the same."""
    assert set(body) == {"next", "items", "license"}
    assert body["license"] == "https://creativecommons.org/licenses/by/4.0/"
    order = [(one["modified"], one["id"]) for one in body["items"]]
    assert order == sorted(order)
    if order:
        assert body["next"].endswith(f"?afterTimestamp={order[-1][0]}&afterId={order[-1][1]}")
    assert len(set(order)) == len(order)
    for one in body["items"]:
        assert one["kind"] == kind
        assert isinstance(one["modified"], int)
        assert one["state"] in {"updated", "deleted"}
        assert ("data" in one) == (one["state"] == "updated")
        if "data" in one:
            assert one["data"]["@context"] == "https://openactive.io/"
            assert one["data"]["@type"] == kind
            for name, of in fields.items():
                assert isinstance(one["data"][name], of), name


async def harvested(api: Api, path: str, kind: str, fields: dict[str, type]) -> dict[str, Any]:
    """As their harvesters do: on until a page leads to itself; the newest of each."""
    found: dict[str, Any] = {}
    where = f"openactive/{path}"
    for _ in range(20):
        media, body = await asked(api, where)
        assert media.startswith("application/vnd.openactive.rpde+json")
        check_page(kind, body, fields)
        found |= {one["id"]: one for one in body["items"]}
        next_ = urlsplit(body["next"])
        following = f"{next_.path.removeprefix('/api/v1/')}?{next_.query}".rstrip("?")
        if not body["items"]:
            assert following == where
            return found
        where = following
    raise AssertionError("it never ends")


async def slots(api: Api) -> dict[str, Any]:
    return await harvested(api, "slots", "Slot", SLOT)


async def test_closed_there_is_nothing(api: Api) -> None:
    for path in ("openactive", "openactive/slots", "openactive/facility-uses"):
        await asked(api, path, 404)


async def test_the_dataset_names_its_feeds_and_their_licence(api: Api) -> None:
    await opened(api.demo)
    media, body = await asked(api, "openactive")
    assert media.startswith("application/ld+json")
    assert (body["@type"], body["license"]) == (
        "Dataset",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    assert [one["name"] for one in body["distribution"]] == ["FacilityUse", "Slot"]
    for one in body["distribution"]:
        assert one["contentUrl"].startswith(body["url"])


async def test_courts_and_their_hours_are_read_page_by_page(api: Api, monkeypatch: Any) -> None:
    monkeypatch.setattr(open_data, "PAGE", 100)
    await opened(api.demo)
    assert await refreshed(api.demo) > 200
    courts = await harvested(api, "facility-uses", "FacilityUse", FACILITY)
    found = await slots(api)
    ids = {one["data"]["@id"] for one in courts.values()}
    assert {one["data"]["facilityUse"] for one in found.values()} == ids
    assert {one["data"]["remainingUses"] for one in found.values()} == {1}
    [offer] = next(iter(courts.values()))["data"]["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (60.0, "CNY")


async def test_a_booking_changes_its_hours_alone_and_comes_last(api: Api) -> None:
    await opened(api.demo)
    await refreshed(api.demo)
    before = await slots(api)
    last = max(one["modified"] for one in before.values())
    assert await refreshed(api.demo) == 0
    await booked(api.demo, "court_1", at(10, day=3), hours=1)
    assert await refreshed(api.demo) > 0
    after = await slots(api)
    changed = [one for key, one in after.items() if one != before[key]]
    assert {one["data"]["remainingUses"] for one in changed} == {0}
    assert {one["data"]["startDate"][:13] for one in changed} == {"2026-12-03T10"}
    assert min(one["modified"] for one in changed) > last


async def test_what_is_past_or_closed_to_the_public_is_said_to_be_deleted(api: Api) -> None:
    await opened(api.demo)
    await refreshed(api.demo)
    count = len(await slots(api))
    await refreshed(api.demo, NOW + timedelta(hours=4))
    gone = [one for one in (await slots(api)).values() if one["state"] == "deleted"]
    assert 0 < len(gone) < count
    async with api.demo.sessions.begin() as session:
        hall = await admin.pool(session, api.demo.id, "hall")
        assert hall is not None
        hall.open_data = True
    await opened(api.demo, on=False)
    await refreshed(api.demo, NOW + timedelta(hours=5))
    courts = await harvested(api, "facility-uses", "FacilityUse", FACILITY)
    assert {one["state"] for one in courts.values()} == {"deleted", "updated"}
    await refreshed(api.demo, NOW + timedelta(days=8))
    courts = await harvested(api, "facility-uses", "FacilityUse", FACILITY)
    assert {one["state"] for one in courts.values()} == {"updated"}
