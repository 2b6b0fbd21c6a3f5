"""The SMS gateway: whoever sends text messages is told what to send to which number.

One POST of JSON, signed as webhooks are (standardwebhooks.com), so that a few lines in front of any
provider of messages take it:

    {"type": "login.code", "timestamp": "…",
     "data": {"phone": "+8613800138000", "code": "493027", "language": "zh", "text": "493027 是…"}}

A provider with templates of its own takes `code`; others send `text`. The same `webhook-id` is sent
once. An answer of 2xx means that the message was taken on.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from aiohttp import ClientSession

from connectors.vendors import exchange, signing
from edge.problems import Unavailable

ACCEPTED = range(200, 300)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """See api.frame.deps.SmsGateway. `secret` is of the form whsec_…."""

    http: ClientSession
    url: str
    secret: str
    clock: Callable[[], datetime]

    async def send_code(self, phone: str, code: str, text: str, language: str) -> None:
        now = self.clock()
        said = {
            "type": "login.code",
            "timestamp": now.isoformat(),
            "data": {"phone": phone, "code": code, "language": language, "text": text},
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        message_id = f"sms_{secrets.token_urlsafe(16)}"
        headers = {
            "Content-Type": "application/json",
            **signing.headers([self.secret], message_id, now, body),
        }
        answer = await exchange.post(self.http, self.url, headers, body)
        if answer.status not in ACCEPTED:
            log.warning("sms.not_sent", status=answer.status, problem=answer.error)
            raise Unavailable("no message could be sent")
