"""The calendar of planned maintenance, and one plan."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from babel.dates import format_date
from pydantic import BaseModel, Field
from sqlalchemy import select

from desk.frame.call import Call
from desk.frame.routing import Area
from models.maintenance import MaintenancePlan, MaintenanceRun
from models.tickets import Ticket
from services.kit.snapshots import snapshot, version
from services.maintenance import plans
from services.maintenance.plans import COLUMNS, URGENCIES
from services.maintenance.rhythm import UNITS, due_after
from services.park import places
from services.park.calendar import special_days
from services.staff import staff
from services.staff.admin import SKILLS
from services.staff.permissions import permissions_of

area = Area("maintenance")

HERE, MAY = "/operate/maintenance", "operate.maintenance"
NEXT_DAYS = 6
"""Days that the page of a plan looks ahead."""
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_DAY = {"zh": "y年M月d日EEEE", "en": "EEE d MMM y"}
_MONTH = {"zh": "y年M月", "en": "MMMM y"}


class Wanted(BaseModel):
    """A month, 2026-12; empty: that of today."""

    month: str = Field("", pattern=r"^(2\d{3}-(0[1-9]|1[0-2]))?$")


@area.get(HERE, allows=MAY)
async def overview(call: Call) -> web.Response:
    today = today_of(call)
    said = call.query(Wanted).month
    first = date.fromisoformat(f"{said}-01") if said else today.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    rows = await plans.listing(call.session, call.park.id)
    last = after - timedelta(days=1)
    done = await plans.runs(call.session, call.park.id, first, last)
    planned = await plans.between(call.session, rows, max(first, today), last)
    return call.render(
        "maintenance/overview.html",
        rows=rows,
        weeks=_weeks(first),
        month=format_date(first, _MONTH[call.language], _LOCALE[call.language]),
        before=(first - timedelta(days=1)).strftime("%Y-%m"),
        after=after.strftime("%Y-%m"),
        today=today,
        entries=_entries(rows, done, planned),
        day_name=lambda day: day_name(call, day),
        rhythm=lambda row: rhythm_words(call, row),
    )


def _weeks(first: date) -> list[list[date | None]]:
    month = Calendar().monthdatescalendar(first.year, first.month)
    return [[day if day.month == first.month else None for day in week] for week in month]


def _entries(
    rows: Sequence[MaintenancePlan],
    done: Sequence[MaintenanceRun],
    planned: Mapping[date, Sequence[MaintenancePlan]],
) -> dict[date, list[tuple[str, int, int | None]]]:
    """By day: the plan's name, its id, and the ticket where there is one."""
    names = {row.id: row.name for row in rows}
    found: dict[date, list[tuple[str, int, int | None]]] = {}
    for run in done:
        entry = (names[run.plan_id], run.plan_id, run.ticket_id)
        found.setdefault(run.due_on, []).append(entry)
    for day, due in planned.items():
        opened = {plan_id for _, plan_id, _ in found.get(day, ())}
        entries = [(row.name, row.id, None) for row in due if row.id not in opened]
        found.setdefault(day, []).extend(entries)
    return found


@area.get(HERE + "/new", allows=MAY)
async def new(call: Call) -> web.Response:
    return call.render("maintenance/plan.html", plan=None, **await _form(call))


@area.get(HERE + "/{plan}", allows=MAY)
async def one(call: Call) -> web.Response:
    row = await plans.find(call.session, call.park.id, call.id("plan"))
    done = await plans.runs_of(call.session, row)
    return call.render(
        "maintenance/plan.html",
        plan=row,
        version=version(snapshot(row, COLUMNS)),
        runs=done,
        tickets=await _tickets(call, done),
        next_days=await _next_days(call, row),
        **await _form(call),
    )


async def _form(call: Call) -> dict[str, Any]:
    members = await staff.roster(call.session, call.park, now=call.now)
    return {
        "categories": SKILLS,
        "urgencies": URGENCIES,
        "units": tuple(UNITS),
        "buildings": await places.building_names(call.session, call.park.id, call.language),
        "workers": [
            one.staff for one in members if "tickets.work" in permissions_of(one.staff.roles)
        ],
        "today": today_of(call),
        "day_name": lambda day: day_name(call, day),
    }


async def _tickets(call: Call, done: Sequence[MaintenanceRun]) -> Mapping[int, Ticket]:
    found = await call.session.scalars(
        select(Ticket).where(
            Ticket.park_id == call.park.id, Ticket.id.in_({run.ticket_id for run in done})
        )
    )
    return {ticket.id: ticket for ticket in found}


async def _next_days(call: Call, row: MaintenancePlan) -> list[date]:
    """From its next ticket on."""
    if row.next_alarm_at is None:
        return []
    first = row.next_alarm_at.astimezone(ZoneInfo(call.park.timezone)).date()
    before = first - timedelta(days=1)
    special = await special_days(
        call.session, call.park.id, before - plans.AHEAD, before + plans.AHEAD
    )
    return list(islice(due_after(plans.rhythm_of(row), before, special), NEXT_DAYS))


def today_of(call: Call) -> date:
    return call.now.astimezone(ZoneInfo(call.park.timezone)).date()


def day_name(call: Call, day: date) -> str:
    return format_date(day, _DAY[call.language], _LOCALE[call.language])


def rhythm_words(call: Call, row: MaintenancePlan) -> str:
    """Every 2 weeks on Mon, Thu, 09:00."""
    words = call.text(f"maintenance-every-{row.unit}", count=row.every)
    days = [call.text(f"operate-weekday-{day}") for day in row.weekdays]
    if days:
        joined = ("、" if call.language == "zh" else ", ").join(days)
        words = call.text("maintenance-on-days", rhythm=words, days=joined)
    return call.text("maintenance-at", rhythm=words, at=f"{row.at:%H:%M}")
