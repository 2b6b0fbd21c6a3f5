"""Which of what somebody has booked a message means: one, some dates of a series, all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.booking import view
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import naming, reading, states
from services.kit.folding import legible
from times.reading import read
from times.said import Said
from times.stretches import Stretch, stretches

MOST = 200
"""Bookings of one person that are looked at."""


@dataclass(slots=True)
class Meant:
    """`certain`: these, and no question about it; else one of these, and which is asked."""

    bookings: list[Booking] = field(default_factory=list)
    certain: bool = True
    whole: bool = False
    """Of a series: all that is still to come."""


async def on_weekday(turn: Turn, words: str) -> list[Booking]:
    """The next of theirs on the bare weekday that the words name, where there is none on the coming
    one: what is to be moved is named so, and one alone can be meant."""
    said = naming.without_names(words, await view.all_things(turn))
    mine = await view.changeable(turn, limit=MOST)
    found = _of_that_weekday(turn, mine, [], said, stretches(said, turn.local_now))
    return found if len(found) == 1 else []


async def meant(turn: Turn, words: str, *, by_hour: bool = False) -> Meant:
    """`words`: those of the message that tell which, as parsers of times want them; `by_hour`: an
    hour in them tells which, for nothing is to be moved to it."""
    number = turn.said.value("booking_no")
    if number is not None:
        row = await view.own_or_say(turn, str(number))
        return Meant([row] if row is not None else [])
    words, kept = reading.apart(reading.told(words))
    mine = await _without(turn, kept, await view.changeable(turn, limit=MOST))
    told = await turn.last_told()
    if reading.means_the_one_after(words) and (after := await _after(turn, told, mine)):
        return Meant([after])
    return await _of_those(turn, words, mine, told, by_hour=by_hour)


async def _of_those(
    turn: Turn, words: str, mine: list[Booking], told: Mapping[str, Any], *, by_hour: bool
) -> Meant:
    found = await _named(turn, mine)
    spoken_of = [one for one in mine if one.booking_no == told.get("booking_no")]
    series_id = told.get("booking_series_id")
    said = naming.without_names(words, await view.all_things(turn))
    scope, days = reading.scope(said), _dates(said, stretches(said, turn.local_now))
    if scope is not None or (days and series_id is not None):
        of_series = [one for one in found if one.series_id == series_id] if series_id else []
        narrowed = of_series or [one for one in found if one.series_id is not None] or found
        return _of_series(turn, narrowed, scope, days, spares=reading.spares(said))
    if days:
        on = [one for one in found if _on(turn, one, days)]
        on = _of_that_weekday(turn, spoken_of, on, said, days) or on
        on = on if _are_one(on) else _at_hours(turn, said, on, by_hour=by_hour)
        return Meant(on, certain=_are_one(on))
    if len(found) < len(mine) and found:
        return Meant(found, certain=len(found) == 1)
    told_by_hour = _at_hours(turn, said, found, by_hour=by_hour)
    if spoken_of and (len(told_by_hour) == len(found) or spoken_of[0] in told_by_hour):
        return Meant(spoken_of)
    found = told_by_hour
    return Meant(found, certain=len(found) == 1)


async def _without(turn: Turn, kept: str, mine: Sequence[Booking]) -> list[Booking]:
    """All but those that the words have stay, where these tell by day or hour which they are."""
    days = stretches(kept, turn.local_now) if kept else []
    stay = [one for one in mine if _on(turn, one, days)] if days else list(mine)
    stay = _at_hours(turn, kept, stay, by_hour=True) if kept else []
    left = [one for one in mine if one not in stay]
    return left or list(mine)


async def _after(turn: Turn, told: Mapping[str, Any], mine: Sequence[Booking]) -> Booking | None:
    """The next of theirs behind what was spoken of, which may be given up by now; of the same
    thing, where there is one."""
    number = told.get("booking_no")
    row = await states.find_by_number(turn.session, turn.park_id, str(number)) if number else None
    if row is None or row.person_id != turn.conversation.person_id:
        return None
    later = [one for one in mine if one.starts_at > row.starts_at]
    same = [one for one in later if one.resource_id == row.resource_id]
    return next(iter(same or later), None)


async def narrowed_by(
    turn: Turn, words: str, those: Sequence[Booking], *, by_hour: bool = True
) -> list[Booking]:
    """Those of several that the words tell, by name, day, part of the day or hour; all of them
    where they tell nothing of the kind."""
    words, kept = reading.apart(reading.told(words))
    said = naming.without_names(words, await view.all_things(turn))
    found = await _named(turn, await _without(turn, kept, those))
    if days := stretches(said, turn.local_now):
        found = [one for one in found if _on(turn, one, days)]
    return _at_hours(turn, said, found, by_hour=by_hour)


async def narrowed_or(turn: Turn, words: str, spoken_of: Booking) -> Booking:
    """The one that the words tell by name or day, among those that can still be changed; the one
    that we spoke of, where they tell none."""
    mine = await view.changeable(turn, limit=MOST)
    kept = await narrowed_by(turn, words, mine, by_hour=False)
    return kept[0] if len(kept) == 1 else spoken_of


def _at_hours(
    turn: Turn, words: str, those: Sequence[Booking], *, by_hour: bool = False
) -> list[Booking]:
    """Those that begin in the part of the day, or at the hour, by which the words tell which is
    meant; all of them where they do not, or none does."""
    for one in read(words, turn.local_now):
        if not isinstance(one, Said):
            continue
        if one.grain == "part" or _tells_which(words, one) or (by_hour and _is_exact(one)):
            those = [it for it in those if _begins(turn, it, one)] or those
    return list(those)


def _tells_which(words: str, said: Said) -> bool:
    """ "三点那个", "the 3 pm one": an hour that is not where it is to go."""
    return _is_exact(said) and reading.tells_which(words[said.end :])


def _is_exact(said: Said) -> bool:
    return said.grain == "minute" and not said.asap


def _begins(turn: Turn, booking: Booking, said: Said) -> bool:
    begins = booking.starts_at.astimezone(turn.zone)
    minute = begins.hour * 60 + begins.minute
    first, last = (one.hour * 60 + one.minute for one in (said.starts, said.ends))
    if said.grain == "minute":
        return minute in {first, (first + 12 * 60) % (24 * 60)}
    return first <= minute < (last if last > first else last + 24 * 60)


def _of_series(
    turn: Turn,
    found: Sequence[Booking],
    scope: str | None,
    days: Sequence[Stretch],
    *,
    spares: bool,
) -> Meant:
    """Dates of one series; of several it is asked which."""
    if scope == "next":
        return Meant(list(found[:1]))
    rest = [one for one in found if _local(turn, one) >= days[0].first] if days else list(found)
    if scope == "rest":
        those = rest
    elif days and spares:
        those = [one for one in found if not _on(turn, one, days)]
    elif days:
        those = [one for one in found if _on(turn, one, days)]
    else:
        those = list(found)
    whole = scope in {"all", "rest"} and not days
    return Meant(those, certain=_are_one(those), whole=whole)


def _are_one(those: Sequence[Booking]) -> bool:
    """Whether it is one booking, or dates of one series."""
    series = {one.series_id for one in those}
    return len(those) == 1 or (len(series) == 1 and None not in series)


async def _named(turn: Turn, mine: Sequence[Booking]) -> list[Booking]:
    """Those of a thing that the message names; all of them where it names none of theirs."""
    things = await view.all_things(turn)
    named = naming.named_in(turn.said.text, things)
    of_things = [one for one in mine if one.resource_id in named.things]
    pools = {one.pool.id for one in things if one.pool.code in named.pools}
    of_pools = [one for one in mine if one.pool_id in pools]
    lent = {one.pool.id for one in things if one.pool.kind == naming.EQUIPMENT}
    borrows = reading.borrows(turn.said.text)
    of_lent = [one for one in mine if borrows and one.pool_id in lent]
    return of_things or of_pools or of_lent or list(mine)


async def names_others_alone(turn: Turn) -> bool:
    """Whether the message names things, and none that they have."""
    named = naming.named_in(turn.said.text, await view.all_things(turn))
    return bool(named.things) and not await names_one(turn)


async def names_one(turn: Turn) -> bool:
    """Whether the message names something that they have."""
    mine = await view.changeable(turn, limit=MOST)
    things = await view.all_things(turn)
    named = naming.named_in(turn.said.text, things)
    pools = {one.pool.id for one in things if one.pool.code in named.pools}
    return any(one.resource_id in named.things or one.pool_id in pools for one in mine)


def _dates(words: str, days: list[Stretch]) -> list[Stretch]:
    """Without a weekday that only says which series a date is of: "my Tuesday standups, skip the
    one on the 22nd"."""
    dates = [one for one in days if any(sign.isdigit() for sign in words[one.start : one.end])]
    weekdays = {one.first.weekday() for one in dates if one.first == one.last}
    return [one for one in days if one in dates or one.first.weekday() not in weekdays]


def _of_that_weekday(
    turn: Turn,
    spoken_of: Sequence[Booking],
    on: Sequence[Booking],
    words: str,
    days: Sequence[Stretch],
) -> list[Booking]:
    """The one that we just spoke of, where a bare weekday fits it: after next week's, "the one on
    Thursday" is not this week's."""
    bare = [
        one
        for one in days
        if one.first == one.last and reading.is_bare_weekday(words[one.start : one.end])
    ]
    weekdays = {one.first.weekday() for one in bare}
    return [one for one in spoken_of if one not in on and _local(turn, one).weekday() in weekdays]


def _on(turn: Turn, booking: Booking, days: Sequence[Stretch]) -> bool:
    return any(_local(turn, booking) in one for one in days)


def _local(turn: Turn, booking: Booking) -> date:
    return booking.starts_at.astimezone(turn.zone).date()


async def spoken_of(turn: Turn) -> list[Booking]:
    """The one that our last message was about, where it can still be changed."""
    number = (await turn.last_told()).get("booking_no")
    return [one for one in await view.changeable(turn, limit=MOST) if one.booking_no == number]


async def has_one_then(turn: Turn) -> bool:
    """Whether they have something on the day that the message names."""
    text = legible(turn.said.text[: reading.LONGEST])
    return bool(stretches(text, turn.local_now)) and bool((await meant(turn, text)).bookings)
