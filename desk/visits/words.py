"""How visits are told: names, places, times. Given to the area's templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from desk.frame import people, texts
from desk.frame.call import Call
from desk.visits import queries
from models.people import Person
from models.visits import Visit
from services.park import places
from services.texts import when
from services.visits.notices import BY_HOST
from services.visits.visits import LOST_RIGHT

TONES = {
    "requested": "warn",
    "approved": "info",
    "checked_in": "good",
    "denied": "bad",
    "no_show": "bad",
}
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_DATE = {"zh": "M月d日EEEE", "en": "EEEE d MMMM"}


async def of(call: Call) -> dict[str, Any]:
    """What every template of the area is given, bound to who reads."""
    names = await places.building_names(call.session, call.park.id, call.language)
    return {
        "buildings": names,
        "where": lambda guest: places.describe(guest, names, call.language),
        "called": lambda person: called(call, person),
        "who": lambda guest: who(call, guest),
        "times": lambda guest: times(call, guest),
        "why": lambda guest: why(call, guest),
        "dates": lambda guest: dates(call, guest),
        "date_name": lambda day: date_name(call, day),
        "tones": TONES,
        "channel_name": lambda channel: channel_name(call, channel),
        "next_step": lambda guest: next_step(call, guest),
        "is_late": lambda guest: is_late(call, guest),
    }


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of a host besides their name. `channels` are names in words."""

    channels: Sequence[str]
    since: datetime
    came: int
    """To how many of their visits somebody has come."""


async def asking(call: Call, person: Person) -> Asking:
    park_id = call.park.id
    channels = await queries.channels(call.session, park_id, person.id)
    return Asking(
        [channel_name(call, one) for one in channels],
        person.created_at,
        await queries.came(call.session, park_id, person.id),
    )


def channel_name(call: Call, channel: str) -> str:
    """As the inbox calls it."""
    key = f"inbox-channel-{channel}"
    return call.text(key) if texts.has(key) else channel


def called(call: Call, person: Person) -> str:
    unnamed = call.text("visitors-unnamed-host", number=str(person.id))
    return people.called(person, call.language, unnamed)


def who(call: Call, guest: Visit) -> str:
    """王小明、李华; John Smith and 2 others."""
    if guest.erased_at is not None:
        return call.text("visitors-erased-name")
    shown: Sequence[str] = guest.names[:2]
    names = ("、" if call.language == "zh" else ", ").join(shown)
    more = guest.headcount - len(shown)
    return call.text("visitors-and-others", names=names, n=more) if more > 0 else names


def times(call: Call, guest: Visit) -> str:
    """今天 15:00–17:00; over several days both ends, with the hours of each day."""
    zone, told = ZoneInfo(call.park.timezone), (call.language, call.now)
    first, last = guest.starts_at.astimezone(zone), guest.ends_at.astimezone(zone)
    if first.date() == last.date():
        return when.span(first, last, *told, zone)
    if guest.daily_from is None or guest.daily_until is None:
        ends = (when.span(at, None, *told, zone) for at in (first, last))
        return " – ".join(ends)
    days = " – ".join(when.day(at, *told, zone) for at in (first, last))
    return f"{days}, {guest.daily_from:%H:%M}–{guest.daily_until:%H:%M}"


def dates(call: Call, guest: Visit) -> str:
    """As on paper, which is read on other days, too: Wednesday 2 December 15:00–17:00."""
    first, last = local(call, guest.starts_at), local(call, guest.ends_at)
    days = [date_name(call, at.date()) for at in (first, last)]
    if first.date() == last.date():
        return f"{days[0]} {first:%H:%M}–{last:%H:%M}"
    if guest.daily_from is None or guest.daily_until is None:
        return f"{days[0]} {first:%H:%M} – {days[1]} {last:%H:%M}"
    return f"{' – '.join(days)} {guest.daily_from:%H:%M}–{guest.daily_until:%H:%M}"


def date_name(call: Call, day: date) -> str:
    return format_date(day, _DATE[call.language], locale=_LOCALE[call.language])


def next_step(call: Call, guest: Visit) -> str | None:
    """What most likely comes next: in, out, or in again."""
    comes_again = guest.status == "checked_out" and call.now < guest.ends_at
    if guest.status == "approved" or comes_again:
        return "check_in"
    return "check_out" if guest.status == "checked_in" else None


def why(call: Call, guest: Visit) -> str:
    """What was said with the last change."""
    if guest.status_reason == BY_HOST:
        return call.text("visitors-by-host")
    if guest.status_reason == LOST_RIGHT:
        return call.text("visitors-lost-right")
    return guest.status_reason or ""


def is_late(call: Call, guest: Visit) -> bool:
    """Still inside although the time is over."""
    return guest.status == "checked_in" and call.now >= guest.ends_at


def today(call: Call) -> date:
    return local(call, call.now).date()


def local(call: Call, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(call.park.timezone))
