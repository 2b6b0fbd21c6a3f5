"""A series between what is said, what a draft or a button holds, and what is booked."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.booking.view import NOBODY, Come
from actions.kit.turn import Turn
from services.booking import previews, series, shelf
from services.booking.series import Recurs
from services.kit.errors import ParkError
from times.recurring import Recurring

USUAL = 8
"""Occurrences, where nobody says until when."""
MOST_GUESTS = 50
_HOUR = 60
_DAY = timedelta(days=1)


def as_told(recurs: Recurs, come: Come = NOBODY) -> dict[str, Any]:
    """A series in a button: pressed days later it books what is free then."""
    about: dict[str, Any] = {
        "resource": recurs.thing.resource.code,
        "rule": recurs.rule,
        "on": recurs.starts_on.isoformat(),
        "at": f"{recurs.starts:%H:%M}",
        "minutes": recurs.minutes,
    }
    if recurs.skips:
        about["skips"] = sorted(one.isoformat() for one in recurs.skips)
    if recurs.headcount is not None:
        about["headcount"] = recurs.headcount
    if come.count:
        about |= {"guests": come.names, "come": come.count}
    return about


def come_of(about: Mapping[str, Any]) -> Come:
    """Who comes to each of its dates, as a button holds it."""
    names = [str(one) for one in about.get("guests") or ()]
    return Come(names[:MOST_GUESTS], min(MOST_GUESTS, int(about.get("come") or 0)))


async def of_told(turn: Turn, about: Mapping[str, Any]) -> Recurs | None:
    """What a button names; None for what is none of ours."""
    row = await shelf.by_code(turn.session, turn.park_id, str(about.get("resource")))
    if row is None:
        return None
    thing = await shelf.thing(turn.session, turn.park, row.id, now=turn.now)
    try:
        return Recurs(
            thing=thing,
            rule=str(about["rule"]),
            starts_on=date.fromisoformat(str(about["on"])),
            starts=time.fromisoformat(str(about["at"])),
            minutes=int(about["minutes"]),
            skips=frozenset(date.fromisoformat(one) for one in about.get("skips") or ()),
            headcount=about.get("headcount"),
            fills=bool(about.get("fills")),
        )
    except (KeyError, ValueError, TypeError):
        return None


async def placed(turn: Turn, said: Recurring, thing: shelf.Thing, people: int | None) -> Recurs:
    assert said.begins is not None
    starts = time.fromisoformat(said.begins)
    first = _first(said, starts, turn)
    recurs = Recurs(
        thing=thing,
        rule=said.rule(first, USUAL),
        starts_on=first,
        starts=starts,
        minutes=_minutes(said, starts),
        headcount=people,
    )
    days = days_of(recurs, turn)
    skips = {day for day in days if any(a <= day <= b for a, b in said.skips)}
    if said.skips_holidays and days:
        skips |= await previews.holidays(turn.session, turn.park, days[0], days[-1])
    return replace(recurs, skips=frozenset(skips))


def _first(said: Recurring, starts: time, turn: Turn) -> date:
    """The first day on which it can take place; today only while its hour is to come."""
    now = turn.local_now
    day = max(said.first or now.date(), now.date())
    if day == now.date() and starts <= now.time():
        day += _DAY
    if said.freq == "WEEKLY" and said.weekdays:
        while day.weekday() not in said.weekdays:
            day += _DAY
    return day


def _minutes(said: Recurring, starts: time) -> int:
    if said.ends is None:
        return said.minutes or _HOUR
    ends = time.fromisoformat(said.ends)
    lasts = (ends.hour - starts.hour) * _HOUR + ends.minute - starts.minute
    return lasts if lasts > 0 else lasts + 24 * _HOUR


def days_of(recurs: Recurs, turn: Turn) -> list[date]:
    """Nothing for a rule that is none: what is wrong with it is said where it is looked at."""
    zone = ZoneInfo(turn.park.timezone)
    try:
        spans = series.occurrences(recurs, zone)
    except ParkError:
        return []
    return [starts.astimezone(zone).date() for starts, _ in spans]


def kept(said: Recurring) -> dict[str, Any]:
    held = asdict(said)
    for name in ("until", "first"):
        held[name] = held[name].isoformat() if held[name] else None
    held["skips"] = [[a.isoformat(), b.isoformat()] for a, b in said.skips]
    held["weekdays"] = list(said.weekdays)
    return held


def restored(held: Mapping[str, Any]) -> Recurring:
    known: dict[str, Any] = {one.name: held.get(one.name) for one in fields(Recurring)}
    for name in ("until", "first"):
        known[name] = date.fromisoformat(known[name]) if known[name] else None
    known["skips"] = tuple(
        (date.fromisoformat(a), date.fromisoformat(b)) for a, b in known["skips"] or ()
    )
    known["weekdays"] = tuple(known["weekdays"] or ())
    return Recurring(**known)
