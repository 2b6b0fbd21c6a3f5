"""The phone bridge: whoever rings people's phones is told whom to ring, and what to say.

One POST of JSON, signed as webhooks are (standardwebhooks.com), so that a telephone service, a
script of one's own or a paging service can take it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import ClientSession

from connectors.vendors import exchange, signing
from models.staff import Staff

ACCEPTED = range(200, 300)


class BridgeFailed(Exception):
    """Nobody is rung yet. `str` says what happened, and no address."""


@dataclass(frozen=True, slots=True)
class PhoneBridge:
    """`secret` is of the form whsec_…."""

    http: ClientSession
    url: str
    secret: str
    desk_url: str

    async def ring(
        self,
        danger: dict[str, Any],
        people: Sequence[Staff],
        *,
        message_id: str,
        now: datetime,
    ) -> None:
        """`danger`: ticket_no, path, minutes, and what is said in both languages. Nothing of a
        tenant. The same `message_id` is rung once. Raises BridgeFailed."""
        path = danger.pop("path")
        said = {
            "type": "danger.unclaimed",
            "timestamp": now.isoformat(),
            "data": {
                **danger,
                "url": self.desk_url + path,
                "ring": [{"name": one.name, "phone": one.phone} for one in people],
            },
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            **signing.headers([self.secret], message_id, now, body),
        }
        answer = await exchange.post(self.http, self.url, headers, body)
        if answer.status not in ACCEPTED:
            raise BridgeFailed(str(answer.status or "no answer"))
