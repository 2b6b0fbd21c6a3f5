"""Parks that are not served here, at the edge: who comes is told so, and when or where to come."""

import asyncio
from collections.abc import Awaitable, Callable
from html import escape
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from edge.languages import accepted
from edge.problems import problem, status_of
from edge.room import ALWAYS
from services.kit import rest
from services.kit.rest import Rest
from services.texts import say

LOOK_SECONDS = 1.0
"""A park's state may have changed for so long before everybody who comes is told. Its tables refuse
what was let in meanwhile."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = structlog.get_logger(__name__)


class Resting:
    """Which parks rest, as they were when one looked last."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._parks: dict[int, Rest] = {}

    def of(self, park_id: int) -> Rest | None:
        return self._parks.get(park_id)

    async def look(self) -> None:
        async with self._sessions() as session:
            self._parks = await rest.at_rest(session)

    async def look_forever(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as problem:
                log.warning("rest.not_known", problem=repr(problem))
            await asyncio.sleep(LOOK_SECONDS)

    def install(self, app: web.Application) -> None:
        async def looking(_app: web.Application) -> Any:
            task = asyncio.create_task(self.look_forever(), name="resting")
            yield
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        app.cleanup_ctx.append(looking)

    def middleware(self, park_of: Callable[[web.Request], int | None]) -> Any:
        """`park_of`: whose park the request is for; None where only what it carries says so."""

        @web.middleware
        async def served(request: web.Request, handler: Handler) -> web.StreamResponse:
            park_id = None if request.path in ALWAYS else park_of(request)
            if park_id is not None and (found := self.of(park_id)) is not None:
                return told(request, found)
            return await handler(request)

        return served


def told(request: web.Request, found: Rest) -> web.Response:
    """503 with Retry-After, by which platforms send again; 410 with the address once the park is
    gone. A page for people, in their language, a problem for programs."""
    language = accepted(request.headers.get("Accept-Language", "")) or "zh"
    words = say(language, "park-gone") if found.gone else say(language, "park-at-rest")
    error = found.error
    if request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("Accept", ""):
        answer = _page(status_of(type(error)), words, found.moved_to, language)
        if not found.gone:
            answer.headers["retry-after"] = str(rest.MINUTE)
        return answer
    return problem(status_of(type(error)), error.code, words, error.details)


def _page(status: int, words: str, moved_to: str, language: str) -> web.Response:
    """`moved_to` was checked to be an address when it was said."""
    link = f'<p><a href="{escape(moved_to)}">{escape(moved_to)}</a></p>' if moved_to else ""
    html = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(words)}</title>"
        '<main style="max-width:32rem;margin:20vh auto;padding:0 1rem;font-family:sans-serif">'
        f'<h1 style="font-size:1.2rem">{escape(words)}</h1>{link}</main></html>'
    )
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(status=status, text=html, content_type="text/html", headers=headers)
