"""Web Push: an encrypted message (RFC 8291) to a browser's push service, signed as ours (RFC 8292).

pywebpush encrypts and py-vapid signs. The calls are our own: the address of a push service comes
from a browser, so it is reached as webhooks are, at public addresses only.
"""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import ClientSession
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pywebpush import WebPusher

from connectors.vendors import exchange
from models.alerts import PushSubscription, StaffAlert
from services.alerts.alerting import Words

TTL_SECONDS = 3600
"""So long a push service keeps a message for a browser that is offline."""
VALID_SECONDS = 12 * 3600
"""Of a signature; RFC 8292 allows a day."""
GONE = frozenset({404, 410})
"""The push service knows no such browser any more."""
REFUSED = frozenset({400, 401, 403, 413})
"""It will not be taken another time either."""
CREATED = range(200, 300)
DEADLINE_SECONDS = 10.0
BODY_LIMIT = 500
"""Characters of a message."""


class Browser(Protocol):
    """Whoever's: as it describes itself."""

    @property
    def endpoint(self) -> str: ...
    @property
    def p256dh(self) -> str: ...
    @property
    def auth(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Push:
    """What a browser shows; one of the same `tag` takes the place of the one before. `path` is what
    it opens."""

    title: str
    body: str
    path: str
    tag: str
    urgent: bool = False


class PushFailed(Exception):
    """Try again later. `str` says what happened, and no address."""


class BrowserGone(Exception):
    """Nothing can be pushed to it any more."""


@dataclass(frozen=True, slots=True)
class Pusher:
    """`contact` is how a push service reaches whoever runs us: an https address, or mailto:."""

    http: ClientSession
    key: ec.EllipticCurvePrivateKey
    contact: str
    seconds: Callable[[], float] = time.time

    async def push(self, browser: PushSubscription, alert: StaffAlert, words: Words) -> None:
        """An alert to somebody of staff. Raises BrowserGone, PushFailed."""
        tag = f"{alert.kind}:{alert.subject}"
        await self.send(browser, Push(words.title, words.line, words.path, tag, alert.urgent))

    async def send(self, browser: Browser, push: Push) -> None:
        """Raises BrowserGone, PushFailed."""
        keys = {"p256dh": browser.p256dh, "auth": browser.auth}
        encrypted = WebPusher({"endpoint": browser.endpoint, "keys": keys}).encode(_message(push))
        answer = await exchange.post(
            self.http,
            browser.endpoint,
            self._headers(browser.endpoint, urgent=push.urgent),
            encrypted["body"],
            deadline=DEADLINE_SECONDS,
        )
        if answer.status in GONE or answer.status in REFUSED:
            raise BrowserGone(str(answer.status))
        if answer.status not in CREATED:
            raise PushFailed(str(answer.status or "no answer"))

    def _headers(self, endpoint: str, *, urgent: bool) -> dict[str, str]:
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int(self.seconds()) + VALID_SECONDS,
            "sub": self.contact,
        }
        signed: dict[str, str] = Vapid02(self.key).sign(claims)
        return {
            **signed,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(TTL_SECONDS),
            "Urgency": "high" if urgent else "normal",
        }


def _message(push: Push) -> bytes:
    """As the service workers read it. A push service takes 4 KB."""
    said = asdict(push) | {"body": push.body[:BODY_LIMIT]}
    return json.dumps(said, ensure_ascii=False).encode()


def public_key(key: ec.EllipticCurvePrivateKey) -> str:
    """As browsers want it (applicationServerKey): base64url, without padding."""
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")
