"""Operators connect vendors, look at what was sent, and send it again."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from connectors.vendors import exchange, guard
from connectors.vendors.ping import Pinger
from connectors.vendors.signing import verify
from desk.frame.deps import EndpointAnswer
from models.catalogue import Item, Outlet
from models.events import EventRow
from models.staff import AuditEntry
from models.vendors import ApiKey, Attempt, Delivery, Endpoint, Vendor, VendorMember
from services.vendors import deliveries, keys
from services.vendors.endpoints import CheckedUrl
from tests.contract.vendor_delivery import answers, receiver
from tests.desk.driver import Browser, Desk, open_desk
from tests.desk.operating import hidden, refused
from tests.given.demo_park import DemoPark

VAULT = Fernet(Fernet.generate_key())
LOOPBACK = guard.networks(["127.0.0.0/8"])
URL = "https://kitchen.example.com/hooks"


@pytest.fixture
async def desk(demo: DemoPark) -> AsyncIterator[Desk]:
    async def test(park_id: int, endpoint_id: int) -> EndpointAnswer:
        pinger = Pinger(demo.sessions, VAULT, lambda: exchange.client(LOOPBACK), desk.clock)
        answer = await pinger.ping(park_id, endpoint_id)
        return EndpointAnswer(answer.status, answer.milliseconds, answer.error)

    async def check(url: str) -> CheckedUrl:
        return await guard.check_url(url, LOOPBACK)

    async with open_desk(demo, vault=VAULT, test_endpoint=test, check_url=check) as desk:
        yield desk


async def canteen(desk: Desk) -> int:
    async with desk.demo.sessions() as session:
        return await session.scalar(select(Vendor.id).order_by(Vendor.id).limit(1))


def secret(page: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found, page
    return found[1]


async def connected(desk: Desk, browser: Browser, url: str = URL) -> tuple[int, str]:
    """A new endpoint, and the key that was shown."""
    path = f"/operate/vendors/{await canteen(desk)}/endpoints"
    answer = await browser.htmx(path, {"url": url})
    page = await answer.text()
    assert answer.status == 200, answer.headers
    return int(re.search(r"/endpoints/(\d+)", page)[1]), secret(page)


async def endpoint(desk: Desk, endpoint_id: int) -> Endpoint:
    async with desk.demo.sessions() as session:
        return await session.get_one(Endpoint, (desk.demo.id, endpoint_id))


async def noted(desk: Desk) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    async with desk.demo.sessions() as session:
        entries = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(entry.action, entry.before, entry.after) for entry in entries]


async def failed_delivery(desk: Desk, endpoint_id: int) -> int:
    """A delivery that failed at its first attempt."""
    async with desk.demo.sessions.begin() as session:
        order = await desk.demo.placed(session, "beef_noodles")
        event = await session.scalar(
            select(EventRow).where(EventRow.subject == f"order:{order.id}")
        )
        await deliveries.plan(session, [event], now=desk.clock())
        delivery = await session.scalar(select(Delivery).where(Delivery.endpoint_id == endpoint_id))
        delivery.status, delivery.attempts = "failed", 1
        session.add(
            Attempt(
                park_id=desk.demo.id,
                delivery_id=delivery.id,
                number=1,
                at=desk.clock(),
                status_code=500,
                milliseconds=41,
                answer="<b>kitchen is closed</b>",
            )
        )
        return delivery.id


async def vendor_of_noodles(desk: Desk, endpoint_id: int) -> None:
    """Let the endpoint be of the vendor that sells what `failed_delivery` orders."""
    async with desk.demo.sessions.begin() as session:
        item = await session.get_one(Item, (desk.demo.id, desk.demo.items["beef_noodles"]))
        outlet = await session.get_one(Outlet, (desk.demo.id, item.outlet_id))
        row = await session.get_one(Endpoint, (desk.demo.id, endpoint_id))
        row.vendor_id = outlet.vendor_id


async def test_a_secret_is_shown_once_and_kept_encrypted(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        made, shown = await connected(desk, browser)
        page = await browser.page(f"/operate/vendors/endpoints/{made}")
        assert URL in await browser.page("/operate/vendors")
    row = await endpoint(desk, made)
    assert shown.startswith("whsec_")
    assert shown not in page
    assert VAULT.decrypt(row.secret).decode() == shown
    [(action, _, after)] = await noted(desk)
    assert (action, after["url"]) == ("endpoint.add", URL)
    assert shown not in str(after)


@pytest.mark.parametrize(
    "url",
    [
        "http://kitchen.example.com/hooks",
        "https://10.0.0.8/hooks",
        "https://169.254.169.254/latest",
        "https://user:pass@kitchen.example.com/",
        "kitchen",
    ],
)
async def test_a_url_that_webhooks_may_not_reach_is_refused(desk: Desk, url: str) -> None:
    path = f"/operate/vendors/{await canteen(desk)}/endpoints"
    async with desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(path, {"url": url}), 422)
        assert list(told["fields"]) == ["url"]
        made, _ = await connected(desk, browser)
        page = await browser.page(f"/operate/vendors/endpoints/{made}")
        version = hidden(page, "version")
        path = f"/operate/vendors/endpoints/{made}"
        told = refused(await browser.htmx(path, {"url": url, "version": version}), 422)
    assert (await endpoint(desk, made)).url == URL


async def test_a_test_event_is_signed_and_its_answer_shown(desk: Desk) -> None:
    async with (
        receiver(answers(200), answers(500)) as vendor,
        desk.signed_in("operator") as browser,
    ):
        made, shown = await connected(desk, browser, vendor.url)
        path = f"/operate/vendors/endpoints/{made}/ping"
        assert "Answered 200" in await (await browser.htmx(path)).text()
        assert "Answered 500" in await (await browser.htmx(path)).text()
    first = vendor.received[0]
    assert verify([shown], first.headers, first.body, now=desk.clock())
    assert b'"type": "endpoint.ping"' in first.body
    assert [after for action, _, after in await noted(desk) if action == "endpoint.test"] == [
        {"answer": 200, "error": None},
        {"answer": 500, "error": None},
    ]
    assert (await endpoint(desk, made)).failing_since is None


async def test_rotating_keeps_the_old_secret_for_the_overlap(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        made, old = await connected(desk, browser)
        path = f"/operate/vendors/endpoints/{made}/rotate"
        new = secret(await (await browser.htmx(path, {"overlap": "24"})).text())
    row = await endpoint(desk, made)
    assert VAULT.decrypt(row.secret).decode() == new != old
    assert VAULT.decrypt(row.previous_secret).decode() == old
    assert row.previous_until == desk.clock() + timedelta(hours=24)
    assert (await noted(desk))[-1] == ("endpoint.rotate", {}, {"overlap_hours": 24})


async def test_an_endpoint_is_edited_unless_a_colleague_was_faster(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        made, _ = await connected(desk, browser)
        path = f"/operate/vendors/endpoints/{made}"
        page = await browser.page(path)
        form = page[page.index(f'action="/desk{path}"') :]
        values = {
            "url": URL + "/v2",
            "event_types": "order.placed",
            "rate_per_second": "5",
            "version": hidden(form, "version"),
        }
        assert (await browser.htmx(path, values)).status == 200
        assert refused(await browser.htmx(path, values), 409)["reload"] is True
    row = await endpoint(desk, made)
    assert (row.url, row.event_types, row.rate_per_second) == (URL + "/v2", ["order.placed"], 5)


async def test_what_failed_is_seen_with_its_answer_and_sent_again(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        made, _ = await connected(desk, browser)
        await vendor_of_noodles(desk, made)
        delivery = await failed_delivery(desk, made)
        path = f"/operate/vendors/endpoints/{made}"
        assert "order.placed" in await browser.page(f"{path}?status=failed")
        attempts = await (await browser.htmx(f"{path}/deliveries/{delivery}", method="GET")).text()
        assert "&lt;b&gt;kitchen is closed&lt;/b&gt;" in attempts
        await browser.htmx(f"{path}/deliveries/{delivery}/replay")
    async with desk.demo.sessions() as session:
        again = await session.get_one(Delivery, (desk.demo.id, delivery))
    assert (again.status, again.attempts) == ("pending", 0)
    assert (await noted(desk))[-1] == (
        "endpoint.replay",
        {},
        {"delivery": delivery, "deliveries": 1},
    )


async def test_everything_that_failed_since_a_moment_is_sent_again(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        made, _ = await connected(desk, browser)
        await vendor_of_noodles(desk, made)
        delivery = await failed_delivery(desk, made)
        path = f"/operate/vendors/endpoints/{made}"
        await browser.htmx(f"{path}/replay", {"since": "2026-12-02T09:31"})
        assert (await noted(desk))[-1][2]["deliveries"] == 0
        await browser.htmx(f"{path}/replay", {"since": "2026-12-02T09:30"})
        assert (await noted(desk))[-1][2]["deliveries"] == 1
        await browser.htmx(f"{path}/disable")
        told = refused(await browser.htmx(f"{path}/replay", {"since": "2026-12-02T09:30"}), 422)
        assert told["words"] == "The endpoint is disabled; enable it before replaying."
        page = await browser.page(path)
        assert "Disabled by an operator" in page
        assert "1 delivery waits, and is sent once it is enabled." in page
        await browser.htmx(f"{path}/enable")
    async with desk.demo.sessions() as session:
        assert (await session.get_one(Delivery, (desk.demo.id, delivery))).status == "pending"
    assert (await endpoint(desk, made)).status == "active"


async def test_one_url_that_is_registered_twice_is_warned_of(desk: Desk) -> None:
    warning = "The same events go to the same URL a second time"
    async with desk.signed_in("operator") as browser:
        first, _ = await connected(desk, browser)
        assert warning not in await browser.page("/operate/vendors")
        second, _ = await connected(desk, browser)
        assert (await browser.page("/operate/vendors")).count(warning) == 2
        page = await browser.page(f"/operate/vendors/endpoints/{second}")
    assert warning in page
    assert f'<a href="/desk/operate/vendors/endpoints/{first}">endpoint {first}</a>' in page


async def test_an_open_breaker_is_told(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        made, _ = await connected(desk, browser)
        async with desk.demo.sessions.begin() as session:
            row = await session.get_one(Endpoint, (desk.demo.id, made))
            row.failures, row.failing_since = 6, desk.clock()
            row.open_until = desk.clock() + timedelta(minutes=1)
        assert "Breaker open" in await browser.page("/operate/vendors")
        assert "6 deliveries in a row failed" in await browser.page(
            f"/operate/vendors/endpoints/{made}"
        )
        desk.later(minutes=2)
        assert "Trying again" in await browser.page("/operate/vendors")


async def test_a_key_is_shown_once_works_and_ends(desk: Desk) -> None:
    vendor = await canteen(desk)
    async with desk.signed_in("operator") as browser:
        page = await (await browser.htmx(f"/operate/vendors/{vendor}/keys")).text()
        key = secret(page)
        async with desk.demo.sessions() as session:
            row = await keys.authenticate(session, key, now=desk.clock())
        assert row.vendor_id == vendor
        assert key not in await browser.page("/operate/vendors")
        revoke = f"/operate/vendors/{vendor}/keys/{row.id}/revoke"
        await browser.htmx(revoke)
        assert refused(await browser.htmx(revoke), 409)["words"] == "This key is revoked already."
    async with desk.demo.sessions() as session:
        assert (await session.get_one(ApiKey, (desk.demo.id, row.id))).revoked_at is not None
        with pytest.raises(keys.Unauthorized):
            await keys.authenticate(session, key, now=desk.clock())
    assert [action for action, *_ in await noted(desk)] == ["key.add", "key.revoke"]


async def test_attempts_of_another_endpoint_are_not_reached_through_this_one(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        made, _ = await connected(desk, browser)
        other, _ = await connected(desk, browser, URL + "/other")
        await vendor_of_noodles(desk, made)
        delivery = await failed_delivery(desk, made)
        path = f"/operate/vendors/endpoints/{other}/deliveries/{delivery}"
        assert "kitchen" not in await (await browser.htmx(path, method="GET")).text()
        assert (await browser.htmx(f"{path}/replay")).status == 404


async def test_somebody_of_a_vendor_is_invited_again_and_let_in_no_longer(desk: Desk) -> None:
    vendor = await canteen(desk)
    path = f"/operate/vendors/{vendor}/people"
    entered = {"login": "Wang", "name": "王姐", "role": "counter"}

    async def open_invitations() -> list[str]:
        async with desk.demo.sessions() as session:
            rows = await session.scalars(select(VendorMember).order_by(VendorMember.id))
            return [f"{one.login} {one.role} {one.invite_hash is not None}" for one in rows]

    async with desk.signed_in("operator") as browser:
        first = secret(await (await browser.htmx(path, entered)).text())
        assert "/vendor/join/" in first
        assert await open_invitations() == ["wang counter True"]
        again = await browser.htmx(path, entered)
        assert again.status == 409
        assert "signs in by this name" in again.headers["HX-Trigger"]
        member = (await the_member(desk)).id
        second = secret(await (await browser.htmx(f"{path}/{member}/invite")).text())
        assert first != second
        page = await browser.page("/operate/vendors")
        assert second not in page
        assert "王姐" in page
        await browser.htmx(f"{path}/{member}/deactivate")
        elsewhere = await browser.htmx(f"/operate/vendors/{vendor + 1}/people/{member}/invite")
        assert elsewhere.status == 404
    assert (await the_member(desk)).active is False
    assert await open_invitations() == ["wang counter False"]
    assert [one for one, *_ in await noted(desk)] == [
        "vendor_member.invite", "vendor_member.invite", "vendor_member.deactivate",
    ]  # fmt: skip


async def the_member(desk: Desk) -> VendorMember:
    async with desk.demo.sessions() as session:
        [found] = await session.scalars(select(VendorMember))
        return found
