"""GET /pass/{token}: the pass as its holder shows it at the gate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import segno
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from connectors.gates.api import KeysOf
from edge.languages import of_page
from edge.parks import SITE
from models.park import Park
from models.people import Company, Person
from models.visits import Visit, VisitPass
from services.park import places
from services.texts import LANGUAGES, when
from services.texts.fluent import Texts
from services.visits import calendar_entry, gates, pass_tokens
from services.visits.calendar_entry import Entry
from services.visits.pass_tokens import PassRefused

_HERE = Path(__file__).parent
TEXTS_FOLDER = _HERE / "texts"
_TEXTS = Texts({language: [TEXTS_FOLDER / f"{language}.ftl"] for language in LANGUAGES})
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
)
OPENS = frozenset({"valid", "early", "closed"})
"""States of a pass that opens, now or later."""
ENDS = 3
"""So many signs of each plate tell their holder which cars the barrier opens for, and nobody else
whose they are."""
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    # The address itself opens the gate.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def pass_routes(
    park_id: int,
    sessions: async_sessionmaker[AsyncSession],
    clock: Callable[[], datetime],
    keys_of: KeysOf,
) -> list[web.RouteDef]:
    """The page, its style sheet, and the code as a picture to keep or to print."""
    page = PassPage(park_id, sessions, clock, keys_of)
    return [
        web.get("/pass/style.css", _style),
        web.get("/pass/{token}", page.show),
        web.get("/pass/{token}/qr.png", page.picture),
        web.get("/pass/{token}/visit.ics", page.calendar),
    ]


@dataclass(frozen=True, slots=True)
class PassPage:
    """Shows what is the visit's own and whom it is to, to whoever has the token; nothing of who
    comes."""

    park_id: int
    sessions: async_sessionmaker[AsyncSession]
    clock: Callable[[], datetime]
    keys_of: KeysOf

    async def show(self, request: web.Request) -> web.Response:
        language, token = _language(request), request.match_info["token"]
        async with self.sessions.begin() as session:
            park = await session.get_one(Park, self.park_id)
            try:
                visit, held = await self._holder(session, park, token)
            except PassRefused:
                return _page("unknown.html", language, park, status=404)
            names = await places.building_names(session, park.id, language)
            host = await _host(session, visit, language)
        now, zone = self.clock(), ZoneInfo(park.timezone)
        state = _state(held, visit, park, now)
        return _page(
            "pass.html",
            language,
            park,
            visit=visit,
            held=held,
            state=state,
            qr=f"/pass/{token}/qr.png" if state in OPENS else None,
            calendar=f"/pass/{token}/visit.ics" if state in OPENS else None,
            day=lambda at: when.day(at, language, now, zone),
            clock=lambda at: f"{at.astimezone(zone):%H:%M}",
            same_day=visit.starts_at.astimezone(zone).date()
            == visit.ends_at.astimezone(zone).date(),
            where=places.describe(visit, names, language),
            host=host,
            cars=[plate[-ENDS:] for plate in visit.plates],
            address=getattr(park, f"address_{language}"),
            map_url=park.map_url,
        )

    async def picture(self, request: web.Request) -> web.Response:
        """The code as a PNG, as long as it opens; else 404."""
        token = request.match_info["token"]
        async with self.sessions.begin() as session:
            park = await session.get_one(Park, self.park_id)
            try:
                visit, held = await self._holder(session, park, token)
            except PassRefused:
                raise web.HTTPNotFound from None
        if _state(held, visit, park, self.clock()) not in OPENS:
            raise web.HTTPNotFound
        return web.Response(body=_png(token), content_type="image/png", headers=HEADERS)

    async def calendar(self, request: web.Request) -> web.Response:
        """The visit for a calendar, as long as its pass opens; else 404.

        Calendars are shared, so the pass's address is not in it.
        """
        language, token = _language(request), request.match_info["token"]
        async with self.sessions.begin() as session:
            park = await session.get_one(Park, self.park_id)
            try:
                visit, held = await self._holder(session, park, token)
            except PassRefused:
                raise web.HTTPNotFound from None
            if _state(held, visit, park, self.clock()) not in OPENS:
                raise web.HTTPNotFound
            names = await places.building_names(session, park.id, language)
            host = await _host(session, visit, language)
        entry = _entry(visit, park, host, places.describe(visit, names, language), language)
        return web.Response(
            body=calendar_entry.file(entry),
            content_type="text/calendar",
            charset="utf-8",
            headers={
                **HEADERS,
                "Content-Disposition": f'attachment; filename="{visit.visit_no}.ics"',
            },
        )

    async def _holder(
        self, session: AsyncSession, park: Park, token: str
    ) -> tuple[Visit, VisitPass]:
        """Raises PassRefused."""
        claims = pass_tokens.genuine(token, self.keys_of(park.id), park=park.slug)
        return await gates.holder(session, park, claims.serial)


def _entry(visit: Visit, park: Park, host: str, where: str, language: str) -> Entry:
    """Of a visit over several days an entry for each, at its hours."""
    zone = ZoneInfo(park.timezone)
    starts, ends, days = visit.starts_at, visit.ends_at, 1
    if visit.daily_from is not None and visit.daily_until is not None:
        first, last = starts.astimezone(zone).date(), ends.astimezone(zone).date()
        starts = datetime.combine(first, visit.daily_from, zone)
        ends = datetime.combine(first, visit.daily_until, zone)
        days = (last - first).days + 1
    phone = park.public_phone or park.desk_phone
    told = [_TEXTS.say(language, "pass-number") + " " + visit.visit_no, host]
    told += [park.map_url, _TEXTS.say(language, "pass-help") + " " + phone]
    return Entry(
        uid=f"{visit.visit_no}@{park.slug}",
        title=_TEXTS.say(language, "pass-calendar-title", park=getattr(park, f"name_{language}")),
        place=", ".join(one for one in (getattr(park, f"address_{language}"), where) if one),
        words="\n".join(one for one in told if one),
        starts=starts,
        ends=ends,
        changed=visit.updated_at,
        days=days,
    )


async def _host(session: AsyncSession, visit: Visit, language: str) -> str:
    """Whom they visit: the host's name and company, as far as they are known."""
    host = await session.get_one(Person, (visit.park_id, visit.host_id))
    company = None
    if visit.company_id is not None:
        company = await session.get_one(Company, (visit.park_id, visit.company_id))
    told = [company and getattr(company, f"name_{language}"), host.name]
    return (" " if language == "zh" else ", ").join(one for one in told if one)


def _state(held: VisitPass, visit: Visit, park: Park, now: datetime) -> str:
    if held.revoked_at is not None:
        return "revoked"
    if now >= held.valid_until:
        return "over"
    if held.entries >= held.max_entries:
        return "used"
    if now < held.valid_from:
        return "early"
    try:
        gates.check_hours(visit, park, now)
    except PassRefused:
        return "closed"
    return "valid"


def _png(token: str) -> bytes:
    """Large enough to be printed; the border is what readers need."""
    made = BytesIO()
    segno.make(token, error="m", micro=False).save(made, kind="png", scale=8, border=4)
    return made.getvalue()


def _page(
    name: str, language: str, park: Park, *, status: int = 200, **context: object
) -> web.Response:
    html = _template(name).render(
        language=language,
        park=getattr(park, f"name_{language}"),
        phone=park.public_phone or park.desk_phone,
        text=lambda key, **values: _TEXTS.say(language, key, **values),
        **context,
    )
    return web.Response(text=html, status=status, content_type="text/html", headers=HEADERS)


@cache
def _template(name: str) -> Template:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template(name)


def _language(request: web.Request) -> str:
    site = request.get(SITE)
    return of_page(request.headers.get("Accept-Language", ""), site.language if site else "zh")


async def _style(_request: web.Request) -> web.FileResponse:
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(_HERE / "static" / "pass.css", headers=headers)
