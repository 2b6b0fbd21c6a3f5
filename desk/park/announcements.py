"""What everybody in the park is told: written in both languages, from one moment until another."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field

from desk.frame.call import Visit
from desk.frame.changes import Version, by, change, plain_lines
from desk.frame.routing import Area
from models import Announcement
from services.kit.snapshots import snapshot, version
from services.park import announcement_admin as admin
from services.park.announcement_admin import COLUMNS, LONGEST_BODY, LONGEST_TITLE, Announced

area = Area("announcements")

HERE, MAY = "/operate/announcements", "operate.announcements"
ONE = HERE + "/{announcement}"
USUAL = timedelta(days=7)
"""How long one holds if nobody says otherwise."""

Title = Annotated[str, Field(max_length=LONGEST_TITLE)]
Body = Annotated[str, AfterValidator(plain_lines), Field(max_length=LONGEST_BODY)]


class Entered(BaseModel):
    """Moments are by the park's clock."""

    title_zh: Title
    title_en: Title
    body_zh: Body
    body_en: Body
    level: Literal["ordinary", "important"] = "ordinary"
    pinned: bool = False
    starts_at: datetime
    ends_at: datetime | None = None
    version: Version = ""

    def announced(self, zone: ZoneInfo) -> Announced:
        def aware(at: datetime) -> datetime:
            return at.replace(tzinfo=at.tzinfo or zone)

        return Announced(
            **self.model_dump(exclude={"starts_at", "ends_at", "version"}),
            starts_at=aware(self.starts_at),
            ends_at=self.ends_at and aware(self.ends_at),
        )


@area.get(HERE, allows=MAY)
async def everything(visit: Visit) -> web.Response:
    found = await admin.listing(visit.session, visit.park.id, now=visit.now)
    grouped: dict[str, list[tuple[Announcement, str | None]]] = {
        "now": [],
        "coming": [],
        "over": [],
    }
    for row, writer in found:
        grouped[admin.state(row, visit.now)].append((row, writer))
    return visit.render(
        "announcements/list.html",
        grouped=grouped,
        is_empty=not found,
        title=lambda row: getattr(row, f"title_{visit.language}"),
    )


@area.get(HERE + "/new", allows=MAY)
async def new(visit: Visit) -> web.Response:
    until = _local(visit, visit.now + USUAL).replace(hour=18, minute=0)
    return _page(visit, None, starts_at=_field(_local(visit, visit.now)), ends_at=_field(until))


@area.get(ONE, allows=MAY)
async def one(visit: Visit) -> web.Response:
    row = await _found(visit)
    ends_at = row.ends_at and _field(_local(visit, row.ends_at))
    return _page(visit, row, starts_at=_field(_local(visit, row.starts_at)), ends_at=ends_at or "")


@change(area, HERE, allows=MAY)
async def add(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    row = await admin.add(visit.session, by(visit), entered.announced(_zone(visit)))
    is_coming = admin.state(row, visit.now) == "coming"
    visit.toast("announcements-planned" if is_coming else "announcements-published")
    return visit.redirect(HERE)


@change(area, ONE, allows=MAY)
async def edit(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    row = await _found(visit)
    announced = entered.announced(_zone(visit))
    await admin.edit(visit.session, by(visit), row, announced, seen=entered.version)
    visit.toast("announcements-saved")
    return visit.redirect(HERE)


@change(area, ONE + "/end", allows=MAY)
async def end(visit: Visit) -> web.Response:
    await admin.end(visit.session, by(visit), await _found(visit))
    visit.toast("announcements-ended")
    return visit.redirect(HERE)


def _page(visit: Visit, row: Announcement | None, **moments: Any) -> web.Response:
    return visit.render(
        "announcements/edit.html",
        row=row,
        state=admin.state(row, visit.now) if row else None,
        version=version(snapshot(row, COLUMNS)) if row else "",
        limits={"title": LONGEST_TITLE, "body": LONGEST_BODY},
        **moments,
    )


async def _found(visit: Visit) -> Announcement:
    return await admin.find(visit.session, visit.park.id, visit.id("announcement"))


def _zone(visit: Visit) -> ZoneInfo:
    return ZoneInfo(visit.park.timezone)


def _local(visit: Visit, at: datetime) -> datetime:
    return at.astimezone(_zone(visit))


def _field(at: datetime) -> str:
    """As a field of type datetime-local holds it."""
    return f"{at:%Y-%m-%dT%H:%M}"
