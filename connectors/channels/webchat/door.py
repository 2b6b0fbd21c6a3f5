"""Who may come in: the visitor of a signed cookie, on a page of ours."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from aiohttp import web
from yarl import URL

from connectors.channels.webchat import visitors

Mark = Callable[[web.StreamResponse], None]


def _leave(_response: web.StreamResponse) -> None:
    """The browser has a good cookie."""


class Door:
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
            raise ValueError("web chat needs a key to sign visitors with")
        self._key = key
        self._keys = (key, *accepted_keys)
        self._public = URL(public_url).origin() if public_url else None
        self._clock = clock

    def visitor(self, request: web.Request) -> visitors.Visitor | None:
        cookie = request.cookies.get(visitors.COOKIE)
        return visitors.verify(cookie, *self._keys, now=self._clock())

    def welcome(self, request: web.Request) -> tuple[visitors.Visitor, Mark]:
        """Whoever comes, a newcomer too, and what gives a browser its cookie, or an old one anew.

        Call the second on the response.
        """
        now = self._clock()
        known = self.visitor(request)
        if known is not None and not known.stale(now):
            return known, _leave
        visitor = visitors.Visitor(known.id, now) if known else visitors.new_visitor(now)
        secure = request.secure or self._is_https()
        return visitor, partial(self._mark, visitor, secure)

    def _mark(self, visitor: visitors.Visitor, secure: bool, response: web.StreamResponse) -> None:
        response.set_cookie(
            visitors.COOKIE,
            visitors.sign(visitor, self._key),
            max_age=int(visitors.LIFETIME.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=secure,
        )

    def from_our_page(self, request: web.Request) -> bool:
        """Another site's page could speak with our visitor's cookie; browsers say which it is."""
        try:
            origin = URL(request.headers.get("Origin", "")).origin()
        except ValueError:
            return False
        return origin == self._public or origin.authority == request.host.lower()

    def _is_https(self) -> bool:
        return self._public is not None and self._public.scheme == "https"
