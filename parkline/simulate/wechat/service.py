"""WeChat customer service of a corp: what people outside of it wrote, until the bot fetches it.

The callback only says that there is something; `kf/sync_msg` gives it, from a cursor on.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from parkline.simulate.wechat.clock import Clock
from parkline.simulate.wechat.errors import Refused

TOKEN_LIFE = timedelta(minutes=10)
MOST = 1000
WITHOUT_TOKEN_A_MINUTE = 10
"""Fetching without a callback's token is for catching up, and slow."""
CUSTOMER, SYSTEM = 3, 4
CODE_LIFE = timedelta(seconds=20)
"""For greeting somebody who has just come in."""


@dataclass
class Service:
    clock: Clock
    _kept: list[dict[str, Any]] = field(default_factory=list)
    _tokens: dict[str, datetime] = field(default_factory=dict)
    _codes: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    _slow: dict[int, int] = field(default_factory=dict)

    def keep(self, open_kfid: str, user: str, content: dict[str, Any], *, msg_id: str) -> str:
        """Keep a message or an event; the token that its callback carries."""
        origin = SYSTEM if content["msgtype"] == "event" else CUSTOMER
        about = {"msgid": msg_id, "open_kfid": open_kfid, "external_userid": user}
        at = {"send_time": self.clock.seconds(), "origin": origin}
        self._kept.append({**about, **at, **content})
        token = "ENC" + secrets.token_urlsafe(36)
        self._tokens[token] = self.clock.now() + TOKEN_LIFE
        return token

    def welcome_code(self, openid: str) -> str:
        """Greets them once."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = (openid, self.clock.now() + CODE_LIFE)
        return code

    def take_code(self, code: str) -> str:
        """Whom a code greets. Raises Refused 41050: unknown, used, or too late."""
        openid, until = self._codes.pop(code, ("", self.clock.now()))
        if self.clock.now() >= until:
            raise Refused(41050)
        return openid

    def since(self, cursor: str, token: str, limit: int, open_kfid: str) -> dict[str, Any]:
        """Raises Refused 95007 (token), 45009 (too often without one), 40058 (cursor, limit)."""
        self._let_in(token)
        start = int(cursor.removeprefix("c")) if cursor else 0
        if not 1 <= limit <= MOST or start > len(self._kept):
            raise Refused(40058)
        mine = self._kept[start : start + limit]
        end = start + len(mine)
        return {
            "next_cursor": f"c{end}",
            "has_more": int(end < len(self._kept)),
            "msg_list": [one for one in mine if one["open_kfid"] == open_kfid],
        }

    def _let_in(self, token: str) -> None:
        if token:
            if self._tokens.get(token, self.clock.now()) <= self.clock.now():
                raise Refused(95007)
            return
        minute = self.clock.seconds() // 60
        self._slow[minute] = self._slow.get(minute, 0) + 1
        if self._slow[minute] > WITHOUT_TOKEN_A_MINUTE:
            raise Refused(45009)
