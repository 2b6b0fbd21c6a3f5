"""What everybody in the park is told: written in both languages, from one moment until another."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change, plain_lines
from desk.frame.routing import Area
from models.park import Announcement
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
async def everything(call: Call) -> web.Response:
    found = await admin.listing(call.session, call.park.id, now=call.now)
    grouped: dict[str, list[tuple[Announcement, str | None]]] = {
        "now": [],
        "coming": [],
        "over": [],
    }
    for row, writer in found:
        grouped[admin.state(row, call.now)].append((row, writer))
    return call.render(
        "announcements/list.html",
        grouped=grouped,
        is_empty=not found,
        title=lambda row: getattr(row, f"title_{call.language}"),
    )


@area.get(HERE + "/new", allows=MAY)
async def new(call: Call) -> web.Response:
    until = _local(call, call.now + USUAL).replace(hour=18, minute=0)
    return _page(call, None, starts_at=_field(_local(call, call.now)), ends_at=_field(until))


@area.get(ONE, allows=MAY)
async def one(call: Call) -> web.Response:
    row = await _found(call)
    ends_at = row.ends_at and _field(_local(call, row.ends_at))
    return _page(call, row, starts_at=_field(_local(call, row.starts_at)), ends_at=ends_at or "")


@change(area, HERE, allows=MAY)
async def add(call: Call) -> web.Response:
    entered = await call.form(Entered)
    row = await admin.add(call.session, by(call), entered.announced(_zone(call)))
    is_coming = admin.state(row, call.now) == "coming"
    call.toast("announcements-planned" if is_coming else "announcements-published")
    return call.redirect(HERE)


@change(area, ONE, allows=MAY)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    row = await _found(call)
    announced = entered.announced(_zone(call))
    await admin.edit(call.session, by(call), row, announced, seen=entered.version)
    call.toast("announcements-saved")
    return call.redirect(HERE)


@change(area, ONE + "/end", allows=MAY)
async def end(call: Call) -> web.Response:
    await admin.end(call.session, by(call), await _found(call))
    call.toast("announcements-ended")
    return call.redirect(HERE)


def _page(call: Call, row: Announcement | None, **moments: Any) -> web.Response:
    return call.render(
        "announcements/edit.html",
        row=row,
        state=admin.state(row, call.now) if row else None,
        version=version(snapshot(row, COLUMNS)) if row else "",
        limits={"title": LONGEST_TITLE, "body": LONGEST_BODY},
        **moments,
    )


async def _found(call: Call) -> Announcement:
    return await admin.find(call.session, call.park.id, call.id("announcement"))


def _zone(call: Call) -> ZoneInfo:
    return ZoneInfo(call.park.timezone)


def _local(call: Call, at: datetime) -> datetime:
    return at.astimezone(_zone(call))


def _field(at: datetime) -> str:
    """As a field of type datetime-local holds it."""
    return f"{at:%Y-%m-%dT%H:%M}"
