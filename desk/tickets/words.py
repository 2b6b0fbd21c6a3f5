"""How tickets are told: places, people, moments, promises. Given to the area's templates."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from desk.frame import people
from desk.frame.call import Call
from desk.tickets import clocks
from models.people import Person
from models.tickets import Ticket
from services.park import places
from services.park.business_time import Calendar, load_calendar
from services.texts import when

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


async def of(call: Call) -> dict[str, Any]:
    """What every template of the area is given, bound to who reads."""
    names = await places.building_names(call.session, call.park.id, call.language)
    calendar = await load_calendar(call.session, call.park, call.now)
    return {
        "where": lambda ticket: places.describe(ticket, names, call.language),
        "face": lambda ticket: clocks.face(call, ticket, calendar),
        "called": lambda person: called(call, person),
        "described": lambda ticket: described(call, ticket),
        "age": lambda at: age(call, at),
        "stamp": lambda at: stamp(call, at),
        "window": lambda start, end: window(call, start, end),
        "span": lambda seconds: clocks.span(call, seconds),
        "floor_name": places.floor_name,
        "buildings": names,
        "categories": CATEGORIES,
        "urgencies": URGENCIES,
        "kinds": KINDS,
        "calendar": calendar,
    }


def described(call: Call, ticket: Ticket) -> str:
    """What it is about. Of an order that nobody accepted the words are ours, and the ticket has its
    number, first of all that it says."""
    if ticket.kind == "order_not_accepted":
        number = ticket.description.partition(" ")[0]
        return call.text("tickets-order-not-accepted", number=number)
    return ticket.description


def called(call: Call, person: Person | None) -> str:
    """Their name, or 租户 #12."""
    if person is None:
        return ""
    unnamed = call.text("tickets-guest", number=str(person.id))
    return people.called(person, call.language, unnamed)


def age(call: Call, at: datetime) -> str:
    """3 分钟, 2 h, 5 d: how long ago, for a card."""
    seconds = max((call.now - at).total_seconds(), 0)
    if seconds < _HOUR:
        return call.text("tickets-age-minutes", n=str(int(seconds // _MINUTE)))
    if seconds < _DAY:
        return call.text("tickets-age-hours", n=str(int(seconds // _HOUR)))
    return call.text("tickets-age-days", n=str(int(seconds // _DAY)))


def stamp(call: Call, at: datetime) -> str:
    """14:05 today, else 12月4日 14:05."""
    zone = ZoneInfo(call.park.timezone)
    local = at.astimezone(zone)
    if local.date() == call.now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{format_date(local, _SHORT[call.language], _LOCALE[call.language])} {local:%H:%M}"


def window(call: Call, start: datetime, end: datetime) -> str:
    """Today 14:00–16:00; tomorrow, Thu 3 Dec, 14:00–16:00."""
    return when.span(start, end, call.language, call.now, ZoneInfo(call.park.timezone))


def promised(call: Call, ticket: Ticket, calendar: Calendar) -> dict[str, Any] | None:
    """The facts of its service level; None where nothing was promised."""
    kept = ticket.data.get("sla")
    if kept is None:
        return None
    return {
        "respond": clocks.span(call, kept["respond_minutes"] * _MINUTE),
        "resolve": clocks.span(call, kept["resolve_minutes"] * _MINUTE),
        "always": kept["always"],
        "face": clocks.face(call, ticket, calendar),
    }
