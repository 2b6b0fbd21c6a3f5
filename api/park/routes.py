"""The park: its first page, its buildings, what it announces."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

import api
from api.frame import shortcuts
from api.frame.call import Call
from api.frame.routing import Area
from api.frame.texts import say
from api.frame.views import notice, told_to_me
from api.park import views
from api.park.shapes import (
    Announcements,
    AnnouncementShown,
    Buildings,
    BuildingShown,
    Home,
    Hours,
    OneAnnouncement,
    Shortcut,
    SpecialDay,
    WeChatTemplates,
)
from models.conversations import Message
from models.park import BusinessHours, CalendarDay
from services.catalogue import menus
from services.kit.plugins import found
from services.park import announcements, business_time, places
from services.park.business_time import NeverOpens

SOON = timedelta(days=14)
NEWEST = 3
"""Notices on the first page."""

area = Area("park", grant="read")


@area.get("/park", etag=True)
async def show_park(call: Call) -> Home:
    """The first page: opening hours, days that are different, and what can be done from here."""
    park, now = call.park, call.now
    calendar = await business_time.load_calendar(call.session, park, now)
    is_open = calendar.is_open(now)
    try:
        opens_at = None if is_open else call.local(calendar.next_open(now))
    except NeverOpens:
        opens_at = None
    return Home(
        park=call.named(park),
        desk_phone=park.desk_phone,
        emergency_phone=park.emergency_phone,
        emergency_numbers=views.emergency_numbers(call),
        timezone=park.timezone,
        desk_open=is_open,
        desk_opens_at=opens_at,
        hours=await _hours(call),
        special_days=await _special_days(call),
        meal=await menus.next_meal(call.session, park.id, now=now),  # type: ignore[arg-type]
        wechat_pay=call.deps.collects,
        wechat_templates=_templates(call),
        phone_login=call.deps.sms is not None,
        shortcuts=await _shortcuts(call),
        announcements=await _announced(call),
        notices=[notice(call, row) for row in await _news(call)],
    )


def _templates(call: Call) -> WeChatTemplates:
    mini_program = call.deps.wechat
    return WeChatTemplates(**(mini_program.templates if mini_program is not None else {}))


async def _announced(call: Call) -> list[AnnouncementShown]:
    rows = await announcements.live(call.session, call.park.id, now=call.now)
    return [views.announcement(call, row) for row in rows]


async def _news(call: Call) -> Sequence[Message]:
    query = told_to_me(call).order_by(Message.id.desc()).limit(NEWEST)
    return (await call.session.scalars(query)).all()


async def _hours(call: Call) -> list[Hours]:
    rows = await call.session.scalars(
        select(BusinessHours)
        .where(BusinessHours.park_id == call.park.id)
        .order_by(BusinessHours.starts, BusinessHours.id)
    )
    return [
        Hours(weekdays=row.weekdays, starts=f"{row.starts:%H:%M}", ends=f"{row.ends:%H:%M}")
        for row in rows
    ]


async def _special_days(call: Call) -> list[SpecialDay]:
    today = call.local(call.now).date()
    rows = await call.session.scalars(
        select(CalendarDay)
        .where(CalendarDay.park_id == call.park.id, CalendarDay.day.between(today, today + SOON))
        .order_by(CalendarDay.day)
    )
    return [
        SpecialDay(day=row.day.isoformat(), kind=row.kind, name=call.named(row))  # type: ignore[arg-type]
        for row in rows
    ]


async def _shortcuts(call: Call) -> list[Shortcut]:
    return [
        Shortcut(
            code=one.code,
            name=say(call.language, f"shortcut-{one.code}"),
            open=None if one.under_way is None else await one.under_way(call),
        )
        for one in found(api, shortcuts.Shortcut)
    ]


@area.get("/announcements", etag=True)
async def list_announcements(call: Call) -> Announcements:
    """What everybody in the park is told now: the pinned first, the important, the newest."""
    return Announcements(announcements=await _announced(call))


@area.get("/announcements/{id}", etag=True)
async def show_announcement(call: Call, path: OneAnnouncement) -> AnnouncementShown:
    """One of them, for as long as it holds."""
    row = await announcements.find_live(call.session, call.park.id, path.id, now=call.now)
    return views.announcement(call, row)


@area.get("/buildings", etag=True)
async def list_buildings(call: Call) -> Buildings:
    """Where things can be brought to, and repaired."""
    known = await places.buildings(call.session, call.park.id)
    return Buildings(
        buildings=[
            BuildingShown(
                code=one.code, name=call.named(one), floors=one.floors, basements=one.basements
            )
            for one in known.values()
        ]
    )
