"""Web Push as a push service and a browser meet it: signed, encrypted, and only to the outside."""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from connectors.alerts.pushing import BrowserGone, Pusher, PushFailed
from connectors.vendors import exchange
from models.alerts import StaffAlert
from services.alerts.alerting import Words
from tests.kit.push_service import PushService, UserAgent, encoded, push_service

WORDS = Words("危险：消防安全", "A座3楼301", "/desk/tickets/7")
HERE = ip_network("127.0.0.0/8")


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    async with push_service() as service:
        yield service


@asynccontextmanager
async def pusher(*allow: Any) -> AsyncIterator[Pusher]:
    async with exchange.client(allow) as http:
        key = ec.generate_private_key(ec.SECP256R1())
        yield Pusher(http, key, "https://park.example", seconds=lambda: 1_700_000_000)


def alert(*, urgent: bool = True) -> StaffAlert:
    return StaffAlert(kind="danger", subject="ticket:7", urgent=urgent, about={})


async def test_the_browser_alone_reads_what_is_pushed(service: PushService) -> None:
    agent = UserAgent()
    async with pusher(HERE) as pushing:
        await pushing.push(agent.subscription(service.url), alert(), WORDS)
    [(_, body)] = service.got
    assert agent.read(body) == {
        "title": "危险：消防安全",
        "body": "A座3楼301",
        "path": "/desk/tickets/7",
        "tag": "danger:ticket:7",
        "urgent": True,
    }
    assert "消防".encode() not in body


async def test_the_push_service_knows_by_the_signature_that_it_is_us(service: PushService) -> None:
    async with pusher(HERE) as pushing:
        await pushing.push(UserAgent().subscription(service.url), alert(), WORDS)
        ours = pushing.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    [(headers, _)] = service.got
    assert Vapid02.verify(headers["Authorization"])
    token, key = headers["Authorization"].removeprefix("vapid ").split(",")
    assert key == f"k={encoded(ours)}"
    payload = token.split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))) == {
        "aud": service.url.removesuffix("/send/abc"),
        "exp": 1700043200,
        "sub": "https://park.example",
    }
    assert (headers["TTL"], headers["Urgency"]) == ("3600", "high")
    assert headers["Content-Encoding"] == "aes128gcm"


async def test_what_can_wait_may_save_a_phones_battery(service: PushService) -> None:
    async with pusher(HERE) as pushing:
        await pushing.push(UserAgent().subscription(service.url), alert(urgent=False), WORDS)
    assert service.got[0][0]["Urgency"] == "normal"


@pytest.mark.parametrize("status", [404, 410, 403])
async def test_a_browser_that_is_gone_is_told_apart(service: PushService, status: int) -> None:
    service.status = status
    async with pusher(HERE) as pushing:
        with pytest.raises(BrowserGone):
            await pushing.push(UserAgent().subscription(service.url), alert(), WORDS)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_from_a_service_that_is_down_or_busy(service: PushService, status: int) -> None:
    service.status = status
    async with pusher(HERE) as pushing:
        with pytest.raises(PushFailed):
            await pushing.push(UserAgent().subscription(service.url), alert(), WORDS)


async def test_nothing_inside_is_reached_whatever_a_browser_names(service: PushService) -> None:
    async with pusher() as pushing:
        with pytest.raises(PushFailed):
            await pushing.push(UserAgent().subscription(service.url), alert(), WORDS)
    assert service.got == []
