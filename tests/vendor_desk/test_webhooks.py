"""A vendor sees what was sent to it, changes secrets and keys, and plays samples to a sandbox."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from connectors.vendors.signing import verify
from models.events import EventRow
from models.vendors import ApiKey, Attempt, Delivery, Endpoint
from services.kit.errors import Unauthorized
from services.ordering import orders
from services.ordering.samples import ORDER_NO, STATUSES
from services.vendors import deliveries, keys
from services.vendors.endpoints import VENDOR_EVENTS
from tests.contract.vendor_delivery import answers, receiver
from tests.vendor_desk.driver import VendorDesk

URL = "https://kitchen.example.com/hooks"


def secret(page: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found, page
    return found[1]


async def test_every_event_is_played_to_a_sandbox_signed_and_of_the_vendors_own_dishes(
    vendors: VendorDesk,
) -> None:
    async with receiver(answers(204)) as program, vendors.signed_in() as browser:
        endpoint, shown = await vendors.endpoint(program.url, sandbox=True)
        path = f"/webhooks/{endpoint.id}/play"
        page = await (await browser.post(path)).text()
        assert f"{len(STATUSES)} of {len(STATUSES)} sent" in page
        [single] = [await browser.post(path, {"type": "order.placed"})]
        assert "1 of 1 sent" in await single.text()
        assert (await browser.post(path, {"type": "order.eaten"})).status == 422
    assert set(STATUSES) == set(VENDOR_EVENTS)
    told = [json.loads(post.body) for post in program.received]
    assert [one["type"] for one in told] == [*STATUSES, "order.placed"]
    assert len({one["id"] for one in told}) == len(told)
    mine = set(vendors.demo.items)
    for post, one in zip(program.received, told, strict=True):
        assert verify([shown], post.headers, post.body, now=vendors.clock())
        order = one["data"]["order"]
        assert (order["order_no"], order["status"]) == (ORDER_NO, STATUSES[one["type"]])
        assert {line["item_code"] for line in order["lines"]} <= mine


async def test_a_sandbox_that_is_not_there_gets_one_sample_and_no_more(
    vendors: VendorDesk,
) -> None:
    endpoint, _ = await vendors.endpoint("http://127.0.0.1:9/hooks", sandbox=True)
    async with vendors.signed_in() as browser:
        page = await (await browser.post(f"/webhooks/{endpoint.id}/play")).text()
    assert f"1 of {len(STATUSES)} sent" in page


async def test_nothing_is_played_to_an_endpoint_for_orders(vendors: VendorDesk) -> None:
    async with receiver(answers(204)) as program, vendors.signed_in() as browser:
        endpoint, _ = await vendors.endpoint(program.url)
        assert (await browser.post(f"/webhooks/{endpoint.id}/play")).status == 422
    assert program.received == []


async def test_a_sandbox_gets_no_order_and_keeps_no_order_from_being_amended(
    vendors: VendorDesk,
) -> None:
    sandbox, _ = await vendors.endpoint(URL, sandbox=True)
    real, _ = await vendors.endpoint(URL)
    async with vendors.demo.sessions.begin() as session:
        order = await vendors.demo.placed(session)
        rows = await session.scalars(
            select(EventRow).where(EventRow.subject == f"order:{order.id}")
        )
        await deliveries.plan(session, rows.all(), now=vendors.clock())
        told = (await session.scalars(select(Delivery.endpoint_id))).all()
        assert set(told) == {real.id}
        replayed = await deliveries.replay(
            session,
            vendors.demo.id,
            sandbox.id,
            deliveries.Between(vendors.clock() - timedelta(days=1), vendors.clock()),
        )
        assert replayed == []


async def test_the_log_says_what_was_sent_and_what_came_back(vendors: VendorDesk) -> None:
    endpoint, _ = await vendors.endpoint(URL)
    async with vendors.demo.sessions.begin() as session:
        order = await vendors.demo.placed(session)
        await orders.advance(session, order.park_id, order.id, "accept", now=vendors.clock())
        rows = await session.scalars(
            select(EventRow).where(EventRow.subject == f"order:{order.id}").order_by(EventRow.id)
        )
        planned = await deliveries.plan(session, rows.all(), now=vendors.clock())
        for delivery_id, code, error in zip(planned, (500, 204), (None, None), strict=True):
            session.add(
                Attempt(
                    park_id=order.park_id,
                    delivery_id=delivery_id,
                    number=1,
                    at=vendors.clock(),
                    status_code=code,
                    milliseconds=17,
                    answer="<b>no</b>" if code == 500 else "",
                    error=error,
                )
            )
        number = order.order_no
    async with vendors.signed_in() as browser:
        page = await browser.page(f"/webhooks/{endpoint.id}")
        assert page.count("order.placed</td>") == page.count("order.accepted</td>") == 1
        assert "&lt;b&gt;no&lt;/b&gt;" in page
        failed = await browser.page(f"/webhooks/{endpoint.id}?failed=true&order={number}")
        assert "order.placed</td>" in failed
        assert "order.accepted</td>" not in failed
        assert "No attempts" in await browser.page(f"/webhooks/{endpoint.id}?order=O-NONE")


async def test_a_secret_is_rotated_and_both_sign_meanwhile(vendors: VendorDesk) -> None:
    async with receiver(answers(204)) as program, vendors.signed_in() as browser:
        endpoint, old = await vendors.endpoint(program.url)
        path = f"/webhooks/{endpoint.id}"
        new = secret(await (await browser.post(f"{path}/rotate", {"overlap": "24"})).text())
        await browser.post(f"{path}/ping")
        assert "Answered 204" in await browser.page(path)
        assert "The old secret signs too" in await browser.page(path)
    [post] = program.received
    for each in (old, new):
        assert verify([each], post.headers, post.body, now=vendors.clock())


async def test_a_disabled_endpoint_is_enabled_by_its_vendor(vendors: VendorDesk) -> None:
    endpoint, _ = await vendors.endpoint(URL)
    async with vendors.demo.sessions.begin() as session:
        row = await session.get_one(Endpoint, (endpoint.park_id, endpoint.id))
        row.status, row.disabled_at, row.disabled_reason = "disabled", vendors.clock(), "gone"
    async with vendors.signed_in() as browser:
        path = f"/webhooks/{endpoint.id}"
        refused = await browser.htmx(f"{path}/replay", {"since": "2026-12-01T08:00"})
        assert refused.status == 422
        await browser.post(f"{path}/enable")
        assert "Enabled" in await browser.page(path)
        again = await browser.htmx(f"{path}/replay", {"since": "2026-12-01T08:00"})
        assert again.headers["HX-Redirect"] == f"/vendor{path}"


async def test_a_key_is_shown_once_opens_the_api_and_is_revoked(vendors: VendorDesk) -> None:
    async with vendors.signed_in() as browser:
        key = secret(await (await browser.post("/keys")).text())
        page = await browser.page("/webhooks")
        assert key not in page
        async with vendors.demo.sessions.begin() as session:
            held = await keys.authenticate(session, key, now=vendors.clock())
        assert held.vendor_id == browser.member.vendor_id
        await browser.post(f"/keys/{held.id}/revoke")
        async with vendors.demo.sessions.begin() as session:
            row = await session.get_one(ApiKey, (held.park_id, held.id))
            assert row.revoked_at == vendors.clock()
            with pytest.raises(Unauthorized):
                await keys.authenticate(session, key, now=vendors.clock())
