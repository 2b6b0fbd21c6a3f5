"""GET /door/{token}: a room at its door. The page asks `state` again and again, and posts what is
pressed. Whoever knows the address may look and do; it says nothing of who has the room."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from edge.addresses import Network, address_of
from edge.languages import of_page
from edge.parks import SITE
from edge.rates import Rate
from models.booking_shelf import BookingResource
from models.park import Park
from services.booking import panels, telling
from services.booking.panels import Panel
from services.claims.claims import Busy
from services.kit.errors import Conflict, NotFound
from services.park import places
from services.texts import LANGUAGES
from services.texts.fluent import Texts

_HERE = Path(__file__).parent
TEXTS_FOLDER = _HERE / "texts"
_TEXTS = Texts({language: [TEXTS_FOLDER / f"{language}.ftl"] for language in LANGUAGES})
WORDS = (
    *("free", "taken", "held", "closed", "until", "all-day", "next", "nothing-next", "book"),
    *("check-in", "extend", "end", "end-sure", "back", "offline", "wait-check-in", "scan"),
    *("not-now", "too-many", "language", "theme", "holds", "book-app"),
)
"""What the page says by itself, in both languages."""
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
MOST, WITHIN = 60, 60.0
"""Requests of one door, and of one address that knows none, and in how many seconds."""
BODY = 1_000
"""Bytes."""


class Pressed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    until: AwareDatetime | None = None
    """For what lasts: one of those that the page was given."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Of all parks together."""

    doors: Rate
    strangers: Rate

    @classmethod
    def new(cls, monotonic: Callable[[], float]) -> "Rates":
        return cls(Rate(monotonic, MOST, WITHIN), Rate(monotonic, MOST, WITHIN))


@dataclass(frozen=True, slots=True)
class DoorPage:
    """`app_url` is the address of the mini-app, which the code at the door opens."""

    park_id: int
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]
    app_url: str
    trusted_proxies: Sequence[Network]
    rates: Rates

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/door/static/{name}", _static),
            web.get("/door/{token}", self.show),
            web.get("/door/{token}/state", self.state),
            web.get("/door/{token}/code.svg", self.code),
            web.post("/door/{token}/{action:book|extend|check_in|end}", self.act),
        ]

    async def show(self, request: web.Request) -> web.Response:
        async def page(session: AsyncSession, park: Park, row: BookingResource) -> web.Response:
            names = {one: telling.name(row, one) for one in LANGUAGES}
            where = {
                one: places.describe(
                    _Place(row), await places.building_names(session, park.id, one), one
                )
                for one in LANGUAGES
            }
            config = {
                "names": names,
                "where": {one: "" if where[one] == names[one] else where[one] for one in where},
                "capacity": row.capacity,
                "timezone": park.timezone,
                "words": {
                    one: {key: _TEXTS.say(one, f"door-{key}") for key in WORDS} for one in LANGUAGES
                },
            }
            language = _language(request)
            html = _template("door.html").render(
                language=language, name=names[language], config=json.dumps(config)
            )
            return web.Response(text=html, content_type="text/html", headers=HEADERS)

        try:
            return await self._at(request, page)
        except web.HTTPNotFound:
            language = _language(request)
            text = _TEXTS.say(language, "door-unknown")
            html = _template("unknown.html").render(language=language, text=text)
            return web.Response(text=html, status=404, content_type="text/html", headers=HEADERS)

    async def state(self, request: web.Request) -> web.Response:
        async def seen(session: AsyncSession, park: Park, row: BookingResource) -> web.Response:
            return self._shown(await panels.look(session, park, row.id, now=self.clock()))

        return await self._at(request, seen)

    async def code(self, request: web.Request) -> web.Response:
        """The QR code that opens the room's page in the app."""

        async def drawn(_session: AsyncSession, _park: Park, row: BookingResource) -> web.Response:
            made = BytesIO()
            address = f"{self.app_url}#/pages/booking/door?at={row.code}"
            segno.make(address, error="m", micro=False).save(made, kind="svg", scale=4, border=2)
            return web.Response(body=made.getvalue(), content_type="image/svg+xml", headers=HEADERS)

        return await self._at(request, drawn)

    async def act(self, request: web.Request) -> web.Response:
        """What was pressed; how it is then. 409 if it is so no more."""
        action = request.match_info["action"]
        pressed = await _pressed(request, needs_until=action in {"book", "extend"})

        async def done(session: AsyncSession, park: Park, row: BookingResource) -> web.Response:
            now = self.clock()
            if action in {"book", "extend"}:
                assert pressed.until is not None
                change = panels.book if action == "book" else panels.extend
                await change(session, park, row.id, pressed.until.astimezone(UTC), now=now)
            else:
                await panels.act(session, park, row.id, action, now=now)
            return self._shown(await panels.look(session, park, row.id, now=now))

        try:
            return await self._at(request, done)
        except Conflict:
            return web.json_response({"code": "panel_not_now"}, status=409, headers=HEADERS)

    async def _at(
        self,
        request: web.Request,
        work: Callable[[AsyncSession, Park, BookingResource], Awaitable[web.Response]],
    ) -> web.Response:
        """In one transaction, for the door of the address."""
        token = request.match_info["token"]
        if self.rates.doors.take(f"{self.park_id}:{token[:64]}"):
            raise web.HTTPTooManyRequests(headers={"Retry-After": "10"})
        async with self.sessions.begin() as session:
            park = await session.get_one(Park, self.park_id)
            try:
                row = await panels.find(session, park.id, token[:64])
            except NotFound:
                address = address_of(request, self.trusted_proxies)
                if self.rates.strangers.take(address):
                    raise web.HTTPTooManyRequests(headers={"Retry-After": "60"}) from None
                raise web.HTTPNotFound from None
            return await work(session, park, row)

    def _shown(self, panel: Panel) -> web.Response:
        now = self.clock()
        return web.json_response(
            {
                "now": now.isoformat(),
                "current": _busy(panel.current),
                "next": _busy(panel.next),
                "checked_in": panel.booking is not None and panel.booking.status == "checked_in",
                "can": list(panel.can),
                "books": [one.isoformat() for one in panel.books],
                "extends": [one.isoformat() for one in panel.extends],
                "check_in_by": _check_in_by(panel, now),
            },
            headers=HEADERS,
        )


def _busy(one: Busy | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "from": one.span.starts_at.isoformat(),
        "until": one.span.ends_at.isoformat(),
        "closed": one.kind == "closure",
    }


def _check_in_by(panel: Panel, now: datetime) -> str | None:
    """Until when somebody has to, where the room else goes to others."""
    booking, grace = panel.booking, panel.thing.pool.grace_min
    if booking is None or booking.status != "confirmed" or not grace:
        return None
    until = booking.starts_at + timedelta(minutes=grace)
    return until.isoformat() if until > now else None


async def _pressed(request: web.Request, *, needs_until: bool) -> Pressed:
    """Raises HTTPBadRequest, HTTPRequestEntityTooLarge."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    body = await request.content.read(BODY + 1)
    if len(body) > BODY:
        raise web.HTTPRequestEntityTooLarge(BODY, len(body))
    try:
        pressed = Pressed.model_validate_json(body or b"{}")
    except ValidationError:
        raise web.HTTPBadRequest from None
    if needs_until and pressed.until is None:
        raise web.HTTPBadRequest
    return pressed


async def _static(request: web.Request) -> web.FileResponse:
    name = request.match_info["name"]
    if name not in {"door.css", "door.js"}:
        raise web.HTTPNotFound
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(_HERE / "static" / name, headers=headers)


def _language(request: web.Request) -> str:
    site = request.get(SITE)
    return of_page(request.headers.get("Accept-Language", ""), site.language if site else "zh")


@cache
def _template(name: str) -> Template:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    return made.get_template(name)


class _Place:
    """Where a resource is, as places are described."""

    def __init__(self, row: BookingResource) -> None:
        self.building, self.floor, self.room, self.place = row.building, row.floor, row.room, None
