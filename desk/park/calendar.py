"""When the park works: quiet times, business hours, holidays and make-up workdays."""

from calendar import Calendar
from datetime import date, time
from typing import Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from babel.dates import get_month_names
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.hours import Hours
from desk.frame.routing import Area
from models.park import CalendarDay
from services.catalogue import admin, window_admin
from services.kit.errors import NotFound
from services.kit.snapshots import snapshot, version
from services.park import calendar_admin
from services.park.calendar_admin import (
    DAY,
    HOURS,
    LONGEST_NAME,
    LONGEST_WAIT,
    PARK,
    ParkTimes,
    SpecialDay,
)

area = Area("calendar")

HERE, MAY = "/operate/calendar", "operate.calendar"
_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}

type Month = tuple[str, list[list[date | None]]]


class Wanted(BaseModel):
    year: int | None = Field(None, ge=2000, le=2100)
    day: date | None = None


class Times(BaseModel):
    quiet_from: time | None = None
    quiet_until: time | None = None
    handback_minutes: int = Field(ge=1, le=LONGEST_WAIT)
    acceptance_minutes: int = Field(ge=1, le=LONGEST_WAIT)
    version: Version = ""


class Special(BaseModel):
    kind: Literal["holiday", "workday"]
    name_zh: str = Field(max_length=LONGEST_NAME)
    name_en: str = Field(max_length=LONGEST_NAME)
    version: Version = ""

    def day(self) -> SpecialDay:
        return SpecialDay(self.kind, self.name_zh, self.name_en)


class SpecialSpan(Special):
    first: date
    until: date | None = None


@area.get(HERE, allows=MAY)
async def overview(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    today = call.now.astimezone(ZoneInfo(call.park.timezone)).date()
    year = wanted.day.year if wanted.day else wanted.year or today.year
    days = await calendar_admin.days_of(call.session, call.park.id, year)
    return call.render(
        "calendar/overview.html",
        park_version=version(snapshot(call.park, PARK)),
        hours_rows=await calendar_admin.hours_of(call.session, call.park.id),
        version_of=lambda row: version(snapshot(row, HOURS)),
        outlets=await admin.outlets(call.session, call.park.id),
        windows=await window_admin.windows_of(call.session, call.park.id),
        year=year,
        today=today,
        months=_months(year, call.language),
        days=days,
        chosen=wanted.day,
        chosen_row=days.get(wanted.day) if wanted.day else None,
        day_version=lambda row: version(snapshot(row, DAY)),
    )


@change(area, HERE + "/times", allows=MAY)
async def set_times(call: Call) -> web.Response:
    entered = await call.form(Times)
    times = ParkTimes(**entered.model_dump(exclude={"version"}))
    await calendar_admin.set_times(call.session, by(call), call.park, times, seen=entered.version)
    return _saved(call)


@change(area, HERE + "/hours", allows=MAY)
async def add_hours(call: Call) -> web.Response:
    entered = await call.form(Hours)
    await calendar_admin.add_hours(call.session, by(call), entered.weekly())
    return _saved(call)


@change(area, HERE + "/hours/{hours}", allows=MAY)
async def edit_hours(call: Call) -> web.Response:
    entered = await call.form(Hours)
    row = await calendar_admin.find_hours(call.session, call.park.id, call.id("hours"))
    await calendar_admin.edit_hours(
        call.session, by(call), row, entered.weekly(), seen=entered.version
    )
    return _saved(call)


@change(area, HERE + "/hours/{hours}/remove", allows=MAY)
async def remove_hours(call: Call) -> web.Response:
    row = await calendar_admin.find_hours(call.session, call.park.id, call.id("hours"))
    await calendar_admin.remove_hours(call.session, by(call), row)
    return _saved(call)


@change(area, HERE + "/days", allows=MAY)
async def add_days(call: Call) -> web.Response:
    entered = await call.form(SpecialSpan)
    last = entered.until or entered.first
    await calendar_admin.add_days(call.session, by(call), entered.first, last, entered.day())
    return _saved(call, entered.first.year)


@change(area, HERE + "/days/{day}", allows=MAY)
async def edit_day(call: Call) -> web.Response:
    entered = await call.form(Special)
    row = await _day(call)
    await calendar_admin.edit_day(call.session, by(call), row, entered.day(), seen=entered.version)
    return _saved(call, row.day.year)


@change(area, HERE + "/days/{day}/remove", allows=MAY)
async def remove_day(call: Call) -> web.Response:
    row = await _day(call)
    await calendar_admin.remove_day(call.session, by(call), row)
    return _saved(call, row.day.year)


async def _day(call: Call) -> CalendarDay:
    try:
        day = date.fromisoformat(call.request.match_info["day"])
    except ValueError:
        raise NotFound("no such day") from None
    return await calendar_admin.find_day(call.session, call.park.id, day)


def _saved(call: Call, year: int | None = None) -> web.Response:
    call.toast("calendar-saved")
    return call.redirect(f"{HERE}?year={year}#year" if year else HERE)


def _months(year: int, language: str) -> list[Month]:
    """Weeks from Monday; None where a week is another month's."""
    names = get_month_names("wide", context="stand-alone", locale=_LOCALES[language])
    return [
        (
            names[month],
            [
                [day if day.month == month else None for day in week]
                for week in Calendar().monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]
