"""Addresses of files for a day: for platforms that take no file message, such as WeChat.

Whoever has the address may have the file until it ends; it names neither conversation nor person.
The address is signed, and nothing is kept of it.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.channels.texts import Text
from edge import handing_out
from services.handoffs import files
from services.kit.errors import NotFound

GOOD_FOR = timedelta(hours=24)
PATH = "/files/"
_MAC_BYTES = 16
_OVER = Text(
    "这个链接已过期，请在聊天里说一声，我们再发一次。",
    "This link is over. Say so in the chat, and we will send the file again.",
)

log = structlog.get_logger(__name__)


class FileLinks:
    """`keys`: the first signs, each of them verifies."""

    def __init__(self, base_url: str, keys: Sequence[bytes], clock: Callable[[], datetime]) -> None:
        self._base = base_url.rstrip("/")
        self._keys = tuple(keys)
        self._clock = clock

    def to(self, park_id: int, file_id: int) -> str:
        until = int((self._clock() + GOOD_FOR).timestamp())
        mac = _mac(self._keys[0], park_id, file_id, until)
        return f"{self._base}{PATH}{file_id}/{until}/{mac}"

    def check(self, park_id: int, file_id: int, until: int, mac: str) -> bool | None:
        """Whether it is good; None: it was."""
        expected = [_mac(key, park_id, file_id, until) for key in self._keys]
        genuine = [hmac.compare_digest(mac.encode(), one.encode()) for one in expected]
        if not any(genuine):
            return False
        return True if self._clock().timestamp() < until else None


def routes(
    links: FileLinks, park_id: int, sessions: async_sessionmaker[AsyncSession]
) -> list[web.RouteDef]:
    async def show(request: web.Request) -> web.Response:
        file_id, until = (int(request.match_info[name]) for name in ("id", "until"))
        good = links.check(park_id, file_id, until, request.match_info["mac"])
        if good is None:
            return _over()
        try:
            if not good:
                raise NotFound(f"file {file_id}")
            async with sessions() as session:
                found = await files.load_linked(session, park_id, file_id)
        except NotFound as missing:
            raise web.HTTPNotFound from missing
        except (SQLAlchemyError, OSError) as error:
            log.warning("files.unavailable", error=type(error).__name__)
            raise web.HTTPServiceUnavailable from error
        answer = handing_out.response(found)
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    address = r"{id:[0-9]{1,18}}/{until:[0-9]{1,12}}/{mac:[A-Za-z0-9_-]{22}}"
    return [web.get(f"{PATH}{address}", show)]


def _over() -> web.Response:
    return web.Response(
        status=410,
        text=f"{_OVER.zh}\n{_OVER.en}\n",
        content_type="text/plain",
        charset="utf-8",
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )


def _mac(key: bytes, park_id: int, file_id: int, until: int) -> str:
    said = f"file/{park_id}/{file_id}/{until}".encode()
    digest = hmac.new(key, said, hashlib.sha256).digest()[:_MAC_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
