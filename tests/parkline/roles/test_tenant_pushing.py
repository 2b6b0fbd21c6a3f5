"""News of the park are pushed to browsers of tenants that take them."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import http_ece
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import func, select, update

from connectors.alerts.pushing import Pusher, public_key
from connectors.vendors import exchange
from models.conversations import Conversation
from models.logins import AppSession
from models.notices import TenantPush
from parkline.roles.tenant_pushing import AGAIN, PUSHED_FOR, TenantPushing
from services.conversations.conversations import Reply
from services.handoffs import staff_replies
from services.kit.errors import Invalid
from services.notices import notices, pushes
from services.people import app_sessions
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark, jobs
from tests.given.factories import make_staff

NOW = WEDNESDAY_MORNING
SECRET = b"sixteen bytes ok"


@dataclass
class News(notices.Notice):
    person_id: int
    kind = "order"
    overtaken_by = ()

    def presses(self, until: Any) -> bool:
        return True

    async def audience(self) -> list[int]:
        return [self.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        return Reply("您的餐好了", data={"order_no": "M-7K2Q4"})


@dataclass
class Service:
    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[bytes] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(await request.read())
        return web.Response(status=self.answers.pop(0) if self.answers else 201)


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    service = Service()
    app = web.Application()
    app.router.add_post("/push", service.take)
    async with TestServer(app) as server:
        service.url = str(server.make_url("/push"))
        yield service


@dataclass
class Tenant:
    demo: DemoPark
    conversation: Conversation
    signed_in: AppSession
    key: ec.EllipticCurvePrivateKey

    async def jobs(self) -> list[dict[str, int]]:
        async with self.demo.sessions() as session:
            return [job.args for job in await jobs(session, "notices")]


async def subscribed(demo: DemoPark, service: Service | None) -> Tenant:
    key = ec.generate_private_key(ec.SECP256R1())
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        begun = await app_sessions.begin(session, conversation, now=NOW)
        if service is not None:
            await pushes.subscribe(
                session,
                begun.session,
                endpoint="https://push.example/abc",
                p256dh=public_key(key),
                auth=base64.urlsafe_b64encode(SECRET).decode().rstrip("="),
                now=NOW,
            )
            await session.execute(update(TenantPush).values(endpoint=service.url))
    return Tenant(demo, conversation, begun.session, key)


@asynccontextmanager
async def pushing(
    demo: DemoPark, *, later: timedelta = timedelta(0)
) -> AsyncIterator[TenantPushing]:
    async with exchange.client([ip_network("127.0.0.0/8")]) as http:
        pusher = Pusher(http, ec.generate_private_key(ec.SECP256R1()), "https://park.example")
        yield TenantPushing(demo.sessions, lambda: NOW + later, pusher)


async def told(tenant: Tenant) -> list[dict[str, int]]:
    async with tenant.demo.sessions.begin() as session:
        await notices.tell_at_once(
            session, tenant.demo.id, News(tenant.conversation.person_id), now=NOW
        )
    return await tenant.jobs()


async def test_news_are_pushed_with_the_page_that_they_are_about(
    demo: DemoPark, service: Service
) -> None:
    tenant = await subscribed(demo, service)
    [args] = await told(tenant)
    async with pushing(demo) as job:
        assert await job.push(**args) is None
    [body] = service.got
    read = http_ece.decrypt(
        body, private_key=tenant.key, auth_secret=SECRET, version="aes128gcm"
    ).decode()
    assert "您的餐好了" in read
    assert '"path": "pages/order/detail?no=M-7K2Q4"' in read


async def test_what_staff_write_is_pushed_too(demo: DemoPark, service: Service) -> None:
    tenant = await subscribed(demo, service)
    async with demo.sessions.begin() as session:
        lin = await make_staff(session, demo.id, name="林晓")
        await staff_replies.reply(
            session, demo.id, tenant.conversation.id, lin, "马上到", key="k", seen_seq=None, now=NOW
        )
    [args] = await tenant.jobs()
    async with pushing(demo) as job:
        await job.push(**args)
    assert len(service.got) == 1


async def test_who_takes_no_pushes_has_none_planned(demo: DemoPark) -> None:
    assert await told(await subscribed(demo, None)) == []


async def test_nothing_is_pushed_after_signing_out_or_when_it_is_old(
    demo: DemoPark, service: Service
) -> None:
    tenant = await subscribed(demo, service)
    [args] = await told(tenant)
    async with pushing(demo, later=PUSHED_FOR + timedelta(minutes=1)) as late:
        assert await late.push(**args) is None
    async with demo.sessions.begin() as session:
        await session.execute(update(AppSession).values(ended_at=NOW, ended_by="signed_out"))
    async with pushing(demo) as job:
        assert await job.push(**args) is None
    assert service.got == []


async def test_a_service_that_is_down_is_tried_again_and_a_browser_that_is_gone_forgotten(
    demo: DemoPark, service: Service
) -> None:
    [args] = await told(await subscribed(demo, service))
    service.answers = [503, 410]
    async with pushing(demo) as job:
        assert await job.push(**args) == NOW + AGAIN
        assert await job.push(**args) is None
    async with demo.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(TenantPush)) == 0


async def test_a_browser_is_kept_once_few_of_one_person_and_only_by_https(demo: DemoPark) -> None:
    tenant = await subscribed(demo, None)
    keys = {"p256dh": "p", "auth": "a"}
    async with demo.sessions.begin() as session:
        for number in (*range(pushes.MOST_BROWSERS + 2), 6):
            at = NOW + timedelta(minutes=number)
            endpoint = f"https://push.example/{number}"
            await pushes.subscribe(session, tenant.signed_in, endpoint=endpoint, now=at, **keys)
        kept = await session.scalars(select(TenantPush.endpoint).order_by(TenantPush.endpoint))
        assert [one[-1] for one in kept] == ["2", "3", "4", "5", "6"]
        await pushes.unsubscribe(session, tenant.signed_in, "https://push.example/6")
        await pushes.purge(session, now=NOW + pushes.SUBSCRIBED + timedelta(minutes=4))
        assert await session.scalar(select(func.count()).select_from(TenantPush)) == 2
        with pytest.raises(Invalid):
            await pushes.subscribe(
                session, tenant.signed_in, endpoint="http://push.example/1", now=NOW, **keys
            )
