"""Alerts leave the house by jobs: to browsers that take pushes, and to phones by a bridge."""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from standardwebhooks import Webhook

from connectors.alerts.phones import PhoneBridge
from connectors.alerts.pushing import Pusher, public_key
from connectors.vendors import exchange
from models.alerts import PushSubscription, StaffAlert
from models.staff import StaffSession
from models.tickets import Ticket
from parkline.roles.alerting import AGAIN, StaffAlerting
from parkline.settings import secrets
from parkline.settings.settings import Settings
from services.alerts import mine
from services.kit import actors
from services.staff.sessions import SignedIn
from services.tickets import dispatch, tickets
from tests.given.alerts import NOW, Alerted, fire, one_of_each
from tests.given.demo_park import DemoPark, jobs
from tests.given.notices import Notifier

SECRET = "whsec_" + base64.b64encode(b"a shared secret of the bridge!!!").decode()


@dataclass
class Outside:
    """A push service and a phone bridge; `answers` are the next statuses, afterwards all works."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    pushed: int = 0
    rung: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def push(self, _request: web.Request) -> web.Response:
        self.pushed += 1
        return web.Response(status=self.answers.pop(0) if self.answers else 201)

    async def ring(self, request: web.Request) -> web.Response:
        if self.answers:
            return web.Response(status=self.answers.pop(0))
        self.rung.append((dict(request.headers), await request.read()))
        return web.Response(status=202)


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    outside = Outside()
    app = web.Application()
    app.router.add_post("/push", outside.push)
    app.router.add_post("/ring", outside.ring)
    async with TestServer(app) as server:
        outside.url = str(server.make_url("/")).rstrip("/")
        yield outside


@pytest.fixture
async def park(demo: DemoPark) -> Alerted:
    return await one_of_each(demo)


@asynccontextmanager
async def alerting(
    park: Alerted, outside: Outside, *, now: datetime = NOW, bridge: bool = True
) -> AsyncIterator[StaffAlerting]:
    async with exchange.client([ip_network("127.0.0.0/8")]) as http, ClientSession() as own:
        pusher = Pusher(http, ec.generate_private_key(ec.SECP256R1()), "https://park.example")
        phones = PhoneBridge(own, outside.url + "/ring", SECRET, "https://park.example")
        yield StaffAlerting(park.demo.sessions, lambda: now, pusher, phones if bridge else None)


async def takes_pushes(park: Alerted, outside: Outside, name: str) -> None:
    """A browser in which they have signed in; its push service is the one of the test."""
    member = park.hired[name]
    async with park.demo.sessions.begin() as session:
        held = StaffSession(
            park_id=member.park_id, staff_id=member.id, token_hash=name.encode(), created_at=NOW,
            last_used_at=NOW, expires_at=NOW + timedelta(days=7),
        )  # fmt: skip
        session.add(held)
        await session.flush()
        key = ec.generate_private_key(ec.SECP256R1())
        await mine.subscribe(
            session,
            SignedIn(held, member, None),  # type: ignore[arg-type]
            endpoint=f"https://{name}",
            p256dh=public_key(key),
            auth=base64.urlsafe_b64encode(bytes(16)).decode().rstrip("="),
            now=NOW,
        )
        [browser] = await session.scalars(
            select(PushSubscription).where(PushSubscription.staff_id == member.id)
        )
        browser.endpoint = outside.url + "/push"


async def pushes(park: Alerted) -> list[dict[str, int]]:
    async with park.demo.sessions() as session:
        return [job.args for job in await jobs(session, "alarms") if "alert_id" in job.args]


async def test_an_alert_is_pushed_to_whoever_takes_pushes(park: Alerted, outside: Outside) -> None:
    await takes_pushes(park, outside, "engineer")
    await fire(park)
    [args] = await pushes(park)
    async with alerting(park, outside) as worker:
        assert await worker.push(**args) is None
    assert outside.pushed == 1


async def test_what_was_seen_meanwhile_or_is_old_is_not(park: Alerted, outside: Outside) -> None:
    await takes_pushes(park, outside, "engineer")
    await fire(park)
    [args] = await pushes(park)
    async with alerting(park, outside, now=NOW + timedelta(minutes=61)) as late:
        assert await late.push(**args) is None
    async with park.demo.sessions.begin() as session:
        await mine.see(session, park.hired["engineer"], None, now=NOW)
    async with alerting(park, outside) as worker:
        assert await worker.push(**args) is None
    assert outside.pushed == 0


async def test_nothing_is_pushed_to_somebody_who_may_not_sign_in_any_more(
    park: Alerted, outside: Outside
) -> None:
    await takes_pushes(park, outside, "engineer")
    await fire(park)
    [args] = await pushes(park)
    async with park.demo.sessions.begin() as session:
        (await session.merge(park.hired["engineer"], load=True)).active = False
    async with alerting(park, outside) as worker:
        await worker.push(**args)
    assert outside.pushed == 0


async def test_a_service_that_is_down_is_tried_again_and_a_browser_that_is_gone_forgotten(
    park: Alerted, outside: Outside
) -> None:
    await takes_pushes(park, outside, "engineer")
    await fire(park)
    [args] = await pushes(park)
    outside.answers = [503, 410]
    async with alerting(park, outside) as worker:
        assert await worker.push(**args) == NOW + AGAIN
        assert await worker.push(**args) is None
    async with park.demo.sessions() as session:
        assert list(await session.scalars(select(PushSubscription))) == []


async def unclaimed(park: Alerted) -> Ticket:
    await park.hire("first", "manager", phone="13800000001")
    return await fire(park)


async def test_the_bridge_is_told_whom_to_ring_and_what_to_say_and_can_tell_that_it_is_us(
    park: Alerted, outside: Outside
) -> None:
    ticket = await unclaimed(park)
    async with alerting(park, outside, now=NOW + timedelta(minutes=15)) as worker:
        assert await worker.ring(park.demo.id, ticket.id) is None
    [(headers, body)] = outside.rung
    said = json.loads(body)
    assert said["type"] == "danger.unclaimed"
    assert {"name": "first", "phone": "13800000001"} in said["data"].pop("ring")
    assert said["data"] == {
        "ticket_no": ticket.ticket_no,
        "category": "fire_safety",
        "minutes": 15,
        "url": f"https://park.example/desk/tickets/{ticket.id}",
        "say_zh": "园区紧急情况：消防安全，A座3楼301，没有人接手，请马上打开工作台。",
        "say_en": "Emergency in the park: fire safety, Building A, floor 3, room 301. Nobody has"
        " taken it. Please open the desk now.",
    }
    sent = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    own = Webhook(SECRET).sign(headers["webhook-id"], sent, body.decode())
    assert headers["webhook-signature"] == own


async def test_the_tenant_hears_of_it_once_the_bridge_has_taken_it_on(
    park: Alerted, outside: Outside
) -> None:
    ticket = await unclaimed(park)
    outside.answers = [500]
    async with alerting(park, outside, now=NOW + timedelta(minutes=15)) as worker:
        again = await worker.ring(park.demo.id, ticket.id)
        assert again == NOW + timedelta(minutes=15) + AGAIN
        await park.happens(f"ticket:{ticket.id}")
        assert not any("电话" in text for text in await Notifier(park.demo).texts())
        assert await worker.ring(park.demo.id, ticket.id) is None
    await park.happens(f"ticket:{ticket.id}")
    assert any("正给负责人打电话" in text for text in await Notifier(park.demo).texts())
    async with park.demo.sessions() as session:
        history = await tickets.history(session, park.demo.id, ticket.id)
    assert [one.details["role"] for one in history if one.action == "call"] == ["phone"]


async def test_nobody_is_rung_for_what_somebody_has_taken(park: Alerted, outside: Outside) -> None:
    ticket = await unclaimed(park)
    by = actors.staff(park.hired["engineer"])
    async with park.demo.sessions.begin() as session:
        await dispatch.assign(session, ticket, park.hired["engineer"], by=by, now=NOW)
        await tickets.advance(session, park.demo.id, ticket.id, "accept", by=by, now=NOW)
    async with alerting(park, outside) as worker:
        assert await worker.ring(park.demo.id, ticket.id) is None
    assert outside.rung == []


async def test_without_a_bridge_no_tenant_is_told_that_phones_ring(
    park: Alerted, outside: Outside
) -> None:
    ticket = await unclaimed(park)
    async with alerting(park, outside, bridge=False) as worker:
        assert await worker.ring(park.demo.id, ticket.id) is None
    async with park.demo.sessions() as session:
        history = await tickets.history(session, park.demo.id, ticket.id)
    assert not [one for one in history if one.action == "call"]


@pytest.mark.parametrize("secret", ["", "plain", "whsec_", "whsk_" + SECRET[6:]])
def test_a_bridge_without_a_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="PARKLINE_PHONE_BRIDGE_SECRET"):
        Settings(
            demo=True, phone_bridge_url="https://rings.example", phone_bridge_secret=secret,
            _env_file=None,
        )  # fmt: skip


def test_pushes_are_signed_by_a_key_that_stays_while_the_secret_does() -> None:
    one = Settings(demo=True, _env_file=None)
    other = Settings(secret_key="another secret of some length ....", _env_file=None)
    keys = [public_key(secrets.push_key(of)) for of in (one, one, other)]
    assert keys[0] == keys[1] != keys[2]
    assert len(base64.urlsafe_b64decode(keys[0] + "=")) == 65


async def test_alerts_of_everybody_else_stay_as_they_were(park: Alerted, outside: Outside) -> None:
    await takes_pushes(park, outside, "engineer")
    await fire(park)
    [args] = await pushes(park)
    async with park.demo.sessions() as session:
        alert = await session.get_one(StaffAlert, (args["park_id"], args["alert_id"]))
    assert alert.staff_id == park.hired["engineer"].id
