"""Access tokens: what each call gives, and which of them still open anything.

`GET /cgi-bin/token` makes a new token each time; the one before lives on for five minutes.
`stable_token` gives the same one until shortly before its end; a forced one ends it at once.
The two kinds do not touch each other.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from parkline.simulate.wechat.clock import Clock
from parkline.simulate.wechat.errors import Refused

LIFE = timedelta(seconds=7200)
GRACE = timedelta(minutes=5)
FORCED_A_DAY = 20
TOKEN_LENGTH = 136


@dataclass
class Token:
    appid: str
    value: str
    until: datetime
    stable: bool
    ended: bool = False
    """A newer one took its place."""


@dataclass
class Tokens:
    clock: Clock
    _known: dict[str, Token] = field(default_factory=dict)
    _forced: dict[tuple[str, str], int] = field(default_factory=dict)

    def fresh(self, appid: str) -> Token:
        """A new one; of those before it the newest lives on for five minutes."""
        now = self.clock.now()
        for older in self._of(appid, stable=False):
            older.until = min(older.until, now + GRACE)
        return self._make(appid, stable=False)

    def stable(self, appid: str, *, force: bool) -> Token:
        """Raises Refused 45009 after twenty forced ones a day."""
        if force:
            self._count_forced(appid)
            for older in self._of(appid, stable=True):
                older.ended = True
            return self._make(appid, stable=True)
        now = self.clock.now()
        for token in self._of(appid, stable=True):
            if not token.ended and token.until - now > GRACE:
                return token
        return self._make(appid, stable=True)

    def owner(self, value: str) -> str:
        """Whose token it is. Raises Refused 41001, 40014, 40001, 42001."""
        if not value:
            raise Refused(41001)
        if len(value) != TOKEN_LENGTH:
            raise Refused(40014)
        token = self._known.get(value)
        if token is None or token.ended:
            raise Refused(40001)
        if self.clock.now() >= token.until:
            raise Refused(42001)
        return token.appid

    def expire(self) -> None:
        """All tokens that are out there are over: 42001."""
        for token in self._known.values():
            token.until = self.clock.now()

    def invalidate(self) -> None:
        """As if somebody else had fetched newer ones: 40001."""
        for token in self._known.values():
            token.ended = True

    def left(self, token: Token) -> int:
        return int((token.until - self.clock.now()).total_seconds())

    def _of(self, appid: str, *, stable: bool) -> list[Token]:
        return [one for one in self._known.values() if (one.appid, one.stable) == (appid, stable)]

    def _make(self, appid: str, *, stable: bool) -> Token:
        prefix = f"{secrets.randbelow(90) + 10}_"
        value = prefix + secrets.token_urlsafe(TOKEN_LENGTH)[: TOKEN_LENGTH - len(prefix)]
        token = Token(appid, value, self.clock.now() + LIFE, stable)
        self._known[value] = token
        return token

    def _count_forced(self, appid: str) -> None:
        key = (appid, self.clock.today())
        self._forced[key] = self._forced.get(key, 0) + 1
        if self._forced[key] > FORCED_A_DAY:
            raise Refused(45009)
