"""Who may come in: the guest of a signed cookie, on a page of ours."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from connectors.channels.webchat import guests
from edge.origins import is_ours

Mark = Callable[[web.StreamResponse], None]
SignedOut = Callable[[str], Awaitable[bool]]
"""Of a guest's id: whether its cookies are refused."""

log = structlog.get_logger(__name__)


def _leave(_response: web.StreamResponse) -> None:
    """The browser has a good cookie."""


class Cookies:
    def __init__(
        self,
        key: bytes,
        public_url: str | None,
        clock: Callable[[], datetime],
        accepted_keys: Sequence[bytes] = (),
    ) -> None:
        """`key` signs cookies; `accepted_keys` verify them, too. Raises ValueError on an empty
        key."""
        if not key:
            raise ValueError("web chat needs a key to sign guests with")
        self._key = key
        self._keys = (key, *accepted_keys)
        self._public_url = public_url
        self._clock = clock

    def guest(self, request: web.Request) -> guests.Guest | None:
        cookie = request.cookies.get(guests.COOKIE)
        return guests.verify(cookie, *self._keys, now=self._clock())

    async def welcome(
        self, request: web.Request, signed_out: SignedOut
    ) -> tuple[guests.Guest, Mark]:
        """Whoever comes, a newcomer too, and what gives a browser its cookie, or an old one anew.

        Call the second on the response. A browser that was signed out is a newcomer. While nobody
        can say whether it was, it stays who it says, and its cookie as old as it is.
        """
        now = self._clock()
        known = self.guest(request)
        if known is not None:
            try:
                out = await signed_out(known.id)
            except (SQLAlchemyError, OSError) as error:
                log.warning("webchat.unavailable", error=repr(error))
                return known, _leave
            known = None if out else known
        if known is not None and not known.stale(now):
            return known, _leave
        guest = guests.Guest(known.id, now) if known else guests.new_guest(now)
        secure = request.secure or self._is_https()
        return guest, partial(self._mark, guest, secure)

    def _mark(self, guest: guests.Guest, secure: bool, response: web.StreamResponse) -> None:
        response.set_cookie(
            guests.COOKIE,
            guests.sign(guest, self._key),
            max_age=int(guests.LIFETIME.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=secure,
        )

    def from_our_page(self, request: web.Request) -> bool:
        """Another site's page could speak with our guest's cookie; browsers say which it is."""
        return is_ours(request.headers.get("Origin", ""), request, self._public_url)

    def _is_https(self) -> bool:
        return (self._public_url or "").startswith("https:")
