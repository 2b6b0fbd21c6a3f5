"""The bell: one's own alerts, told to nobody else, and the browsers that take them."""

import base64
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy import select

from models.alerts import PushSubscription, StaffAlert
from tests.desk.driver import Browser, Desk, open_desk
from tests.given.alerts import Alerted, fire
from tests.given.demo_park import DemoPark

ENDPOINT = "https://push.example/send/abc"
KEYS = {
    "p256dh": base64.urlsafe_b64encode(b"\4" + bytes(64)).decode().rstrip("="),
    "auth": base64.urlsafe_b64encode(bytes(16)).decode().rstrip("="),
}


async def subscriptions(desk: Desk) -> list[tuple[int, str]]:
    async with desk.demo.sessions() as session:
        rows = await session.scalars(select(PushSubscription).order_by(PushSubscription.id))
        return [(row.staff_id, row.endpoint) for row in rows]


async def take(browser: Browser, endpoint: str = ENDPOINT) -> int:
    answer = await browser.json("/alerts/push", {"endpoint": endpoint, "keys": KEYS})
    return answer.status


async def test_whoever_is_concerned_hears_it_on_any_page_and_reads_it_under_the_bell(
    desk: Desk,
) -> None:
    async with desk.signed_in("engineer") as browser, browser.stream() as events:
        ticket = await fire(Alerted(desk.demo))
        while (heard := await events.next()).event != "alert":
            pass
        assert heard.data["type"] == "alert.raised"
        assert "staff_ids" not in heard.data
        page = await (await browser.htmx("/alerts", method="GET")).text()
    assert "Danger: fire safety" in page
    assert f"/desk/tickets/{ticket.id}" in page
    assert 'data-count="1"' in page


async def test_nobody_else_hears_it(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser, browser.stream() as events:
        ticket = await fire(Alerted(desk.demo))
        first = await events.next()
        assert (first.event, first.data["id"]) == ("ticket", ticket.id)
        heard = []
        with suppress(TimeoutError):
            while True:
                heard.append((await events.next(seconds=0.5)).event)
        assert "alert" not in heard
        assert 'data-count="0"' in await (await browser.htmx("/alerts", method="GET")).text()


async def test_what_was_seen_is_not_counted_any_more(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        await fire(Alerted(desk.demo))
        async with desk.demo.sessions() as session:
            [mine] = await session.scalars(
                select(StaffAlert.id).where(StaffAlert.staff_id == browser.staff.id)
            )
        assert (await browser.json("/alerts/seen", {"alerts": [mine]})).status == 204
        assert 'data-count="0"' in await (await browser.htmx("/alerts", method="GET")).text()


@pytest.fixture
async def pushing(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo, push_key="BPublicKey") as desk:
        yield desk


async def test_a_browser_asks_for_pushes_and_leaves_again(pushing: Desk) -> None:
    async with pushing.signed_in("engineer") as browser:
        answer = await browser.get("/alerts/push", Accept="application/json")
        assert await answer.json() == {"key": "BPublicKey"}
        assert [await take(browser), await take(browser)] == [204, 204]
        assert await subscriptions(pushing) == [(browser.staff.id, ENDPOINT)]
        assert (await browser.json("/alerts/push/leave", {"endpoint": ENDPOINT})).status == 204
        assert await subscriptions(pushing) == []


async def test_signing_out_there_ends_them_and_elsewhere_does_not(pushing: Desk) -> None:
    async with pushing.signed_in("engineer") as browser, pushing.browser() as other:
        await other.sign_in(browser.staff.login)
        await take(browser)
        await take(other, ENDPOINT + "2")
        await browser.post("/sign-out")
        assert await subscriptions(pushing) == [(browser.staff.id, ENDPOINT + "2")]
        await other.post("/sign-out/everywhere")
        assert await subscriptions(pushing) == []


async def test_whoever_signs_in_there_next_gets_them_and_nobody_before(pushing: Desk) -> None:
    async with pushing.signed_in("engineer") as first, pushing.signed_in("agent") as second:
        await take(first)
        await take(second)
        assert await subscriptions(pushing) == [(second.staff.id, ENDPOINT)]


@pytest.mark.parametrize(
    "browser_says",
    [
        {"endpoint": "http://push.example/send", "keys": KEYS},
        {"endpoint": ENDPOINT, "keys": {**KEYS, "auth": "short"}},
        {"endpoint": ENDPOINT, "keys": {**KEYS, "p256dh": "no base64 at all"}},
        {"endpoint": "https://" + "a" * 2000, "keys": KEYS},
    ],
)
async def test_what_is_no_browser_is_refused(
    pushing: Desk, browser_says: dict[str, object]
) -> None:
    async with pushing.signed_in("engineer") as browser:
        assert (await browser.json("/alerts/push", browser_says)).status in {400, 422}
        assert await subscriptions(pushing) == []


async def test_one_person_has_ten_browsers_at_most(pushing: Desk) -> None:
    async with pushing.signed_in("engineer") as browser:
        for number in range(12):
            await take(browser, f"{ENDPOINT}{number}")
            pushing.later(seconds=1)
        kept = [endpoint for _, endpoint in await subscriptions(pushing)]
        assert kept == [f"{ENDPOINT}{number}" for number in range(2, 12)]


async def test_the_service_worker_has_power_over_the_desk_alone(pushing: Desk) -> None:
    async with pushing.signed_in("engineer") as browser:
        answer = await browser.get("/worker.js")
        assert answer.content_type == "text/javascript"
        assert "MARK_URL" not in await answer.text()
        assert answer.headers["Cache-Control"] == "no-cache"
