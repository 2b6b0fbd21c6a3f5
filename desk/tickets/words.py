"""How tickets are told: places, people, moments, promises. Given to the area's templates."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from desk.frame import people
from desk.frame.call import Visit
from desk.tickets import clocks
from models import Person, Ticket
from services.park import places
from services.park.business_time import Calendar, load_calendar

CATEGORIES = (
    "electrical", "plumbing", "hvac", "elevator", "network", "access_control", "fire_safety",
    "security", "cleaning", "furniture", "landscaping", "parking", "pest", "other",
)  # fmt: skip
URGENCIES = ("critical", "urgent", "normal", "low")
KINDS = ("repair", "complaint", "question")
"""That staff may open by hand."""

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_SHORT = {"zh": "M月d日", "en": "d MMM"}


async def of(visit: Visit) -> dict[str, Any]:
    """What every template of the area is given, bound to who reads."""
    names = await places.building_names(visit.session, visit.park.id, visit.language)
    calendar = await load_calendar(visit.session, visit.park, visit.now)
    return {
        "where": lambda ticket: places.describe(ticket, names, visit.language),
        "face": lambda ticket: clocks.face(visit, ticket, calendar),
        "called": lambda person: called(visit, person),
        "age": lambda at: age(visit, at),
        "stamp": lambda at: stamp(visit, at),
        "span": lambda seconds: clocks.span(visit, seconds),
        "floor_name": places.floor_name,
        "buildings": names,
        "categories": CATEGORIES,
        "urgencies": URGENCIES,
        "kinds": KINDS,
        "calendar": calendar,
    }


def called(visit: Visit, person: Person | None) -> str:
    """Their name, or 访客 #12."""
    if person is None:
        return ""
    unnamed = visit.text("tickets-guest", number=str(person.id))
    return people.called(person, visit.language, unnamed)


def age(visit: Visit, at: datetime) -> str:
    """3 分钟, 2 h, 5 d: how long ago, for a card."""
    seconds = max((visit.now - at).total_seconds(), 0)
    if seconds < _HOUR:
        return visit.text("tickets-age-minutes", n=str(int(seconds // _MINUTE)))
    if seconds < _DAY:
        return visit.text("tickets-age-hours", n=str(int(seconds // _HOUR)))
    return visit.text("tickets-age-days", n=str(int(seconds // _DAY)))


def stamp(visit: Visit, at: datetime) -> str:
    """14:05 today, else 12月4日 14:05."""
    zone = ZoneInfo(visit.park.timezone)
    local = at.astimezone(zone)
    if local.date() == visit.now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{format_date(local, _SHORT[visit.language], _LOCALE[visit.language])} {local:%H:%M}"


def promised(visit: Visit, ticket: Ticket, calendar: Calendar) -> dict[str, Any] | None:
    """The facts of its service level; None where nothing was promised."""
    kept = ticket.data.get("sla")
    if kept is None:
        return None
    return {
        "respond": clocks.span(visit, kept["respond_minutes"] * _MINUTE),
        "resolve": clocks.span(visit, kept["resolve_minutes"] * _MINUTE),
        "always": kept["always"],
        "face": clocks.face(visit, ticket, calendar),
    }
