"""What is said after an offer, a refusal or a booking, and names only what is to be otherwise:
"8点好了", "那观云呢", "302 then", "有个投影就行", "we're nine now"."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from actions.booking import (
    beginning,
    beside,
    elsewhere,
    ending,
    fitting,
    holding,
    moving,
    of_series,
    recurring,
    times,
    view,
)
from actions.booking import now as of_now
from actions.booking.draft import BookingDraft
from actions.booking.goals import goal_of
from actions.booking.settling import CATERED, WISHED, settle
from actions.kit.base import Events
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import features, naming, reading, shelf
from services.booking.free import Wish
from services.booking.shelf import Thing
from services.kit.folding import legible
from times.lengths import lasting
from times.reading import read
from times.said import Repeats, Said, Shift

SHORT = 140
"""Characters of a message that says no more than another time."""


async def take(turn: Turn) -> Events | None:
    """None where it adds nothing to what was spoken of."""
    if turn.active_form is not None or turn.said.pressed:
        return None
    told = await turn.last_told()
    mine = await view.changeable(turn)
    meant = [one for one in mine if one.booking_no == told.get("booking_no")]
    if not meant and WISHED not in told and _means_the_last(turn):
        meant = [one for one in mine if turn.now - one.updated_at <= view.JUST_NOW][-1:]
    if meant:
        return await _of_booking(turn, await _the_room(turn, meant[0], mine))
    if isinstance(told.get("booking_series_id"), int):
        dates = [one for one in mine if one.series_id == told["booking_series_id"]]
        return await of_series.take(turn, dates)
    wished = told.get(WISHED)
    return await of_wish(turn, wished) if isinstance(wished, dict) else None


async def more_of_it(turn: Turn) -> Events | None:
    """A message that sounds like booking, right after a booking, that names neither another thing
    nor another day and does not ask for one: that is how it is to be ("3pm, 12 people")."""
    text, told = turn.said.text, await turn.last_told()
    mine = [one for one in await view.changeable(turn) if one.booking_no == told.get("booking_no")]
    if not mine or turn.active_form is not None:
        return None
    if reading.asks_for_a_room(text) or reading.is_besides(text) or reading.is_question(text):
        return None
    booking = mine[0]
    here = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
    named = naming.named_in(text, await view.all_things(turn))
    things = {one.id: one for one in await view.all_things(turn)}
    kinds = {things[one].pool.code for one in named.things} | {*named.pools}
    others = kinds - {here.pool.code}
    day = booking.starts_at.astimezone(turn.zone).date()
    said = read(legible(text[: reading.LONGEST]), turn.local_now)
    days = {one.starts.date() for one in said if isinstance(one, Said) and one.day_named}
    if others or days - {day} or any(isinstance(one, Repeats) for one in said):
        return None
    return [] if await _is_otherwise(turn, booking, here) else None


async def more_of_series(turn: Turn) -> bool:
    """The same of a series: until when, how long, how many they are."""
    text, told = turn.said.text, await turn.last_told()
    if turn.active_form is None and await recurring.hear_more(turn):
        return True
    if not isinstance(told.get("booking_series_id"), int) or turn.active_form is not None:
        return False
    if reading.asks_for_a_room(text) or reading.is_besides(text) or reading.is_question(text):
        return False
    if recurring.says(turn):
        return False
    return await ending.ends_sooner(turn) or await take(turn) is not None


async def something_beside(turn: Turn) -> bool:
    """Whether it wants something of another kind for the time of what was just booked."""
    told = await turn.last_told()
    mine = [one for one in await view.changeable(turn) if one.booking_no == told.get("booking_no")]
    if not mine or turn.active_form is not None:
        return False
    here = await shelf.thing(turn.session, turn.park, mine[0].resource_id, now=turn.now)
    return await beside.book(turn, mine[0], here)


async def _the_room(turn: Turn, booking: Booking, mine: Sequence[Booking]) -> Booking:
    """What has to have something, or hold so many, is the room for the same time, and not what was
    borrowed for it."""
    words = await view.words(turn)
    if not (features.named_in(words) or naming.headcount_in(words)):
        return booking
    pools = {one.pool.id for one in await view.all_things(turn) if one.pool.kind in CATERED}
    rooms = [one for one in mine if one.pool_id in pools and one.starts_at == booking.starts_at]
    return booking if booking.pool_id in pools or not rooms else rooms[0]


def _means_the_last(turn: Turn) -> bool:
    """Whether it speaks of a room, or of coffee and not which, where we spoke of something else
    meanwhile."""
    text = turn.said.text
    coffee = reading.wants_to(reading.Wants.COFFEE, text) and not names_a_drink(turn)
    return coffee or reading.speaks_of_bookings(text)


async def of_wish(turn: Turn, wished: Mapping[str, Any]) -> Events | None:
    """The same wish with another room, time or number of people."""
    things = await view.all_things(turn)
    if not _says_more(turn, things):
        return None
    draft = BookingDraft.from_stored(wished)
    clock = datetime.fromisoformat(draft.starts) if draft.starts else None
    if draft.starts and draft.ends:
        lasts = datetime.fromisoformat(draft.ends) - datetime.fromisoformat(draft.starts)
        draft.minutes = int(lasts.total_seconds() // 60)
    named = naming.named_in(turn.said.text, things)
    apart = reading.wants_to(reading.Wants.ELSEWHERE, turn.said.text)
    if named.things or named.pools or apart or of_now.does(turn) in {"beside", "other_room"}:
        draft.things = []
    draft.looks = draft.looks and not recurring.says(turn)
    spoken_of = draft.day
    draft.hear(turn, things)
    times.hear_bare_span(draft, turn)
    times.hear_day_from(draft, turn, spoken_of)
    times.keep_in_evening(draft, turn, clock)
    if draft.starts is None and draft.day and clock is not None:
        day = datetime.fromisoformat(draft.day).astimezone(turn.zone)
        begins = clock.astimezone(turn.zone)
        draft.begin_at(day.replace(hour=begins.hour, minute=begins.minute))
    if draft.missing():
        return [] if await beginning.tell_in_part(turn, draft, things) else None
    draft.looks = draft.looks and not _wants_it(turn)
    await settle(turn, draft)
    return []


def _wants_it(turn: Turn) -> bool:
    """Whether it wants what was shown so, and does not just ask again what is free."""
    text = turn.said.text
    if reading.asks_for_a_room(text) or of_now.does(turn) in {"wants", "take"}:
        return True
    asks = reading.is_question(text) or of_now.does(turn) in {"asks_free", "asks_what", "not_now"}
    return not asks and _says_hours(turn)


def _says_more(turn: Turn, things: Sequence[Thing]) -> bool:
    text = turn.said.text
    named = naming.named_in(text, things)
    words = naming.without_names(legible(text[: reading.LONGEST]), things)
    return bool(
        named.things
        or named.pools
        or naming.headcount_in(words)
        or features.named_in(words)
        or reading.wants_to(reading.Wants.ELSEWHERE, text)
        or (len(text) <= SHORT and _says_hours(turn))
        or (not reading.is_question(text) and reading.day_from(text, turn.local_now.date()))
    )


async def note_people(turn: Turn, number: str, people: int) -> None:
    """How many come to one of theirs."""
    for one in await view.changeable(turn):
        if one.booking_no == number:
            one.headcount = people


async def _of_booking(turn: Turn, booking: Booking) -> Events | None:
    text = turn.said.text
    here = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
    if reading.wants_to(reading.Wants.COFFEE, text) and not names_a_drink(turn):
        await holding.offer_coffee(turn, booking, people=_count(text))
        return []
    if reading.one_is_enough(text) and await beside.give_one_back(turn, booking):
        return []
    if await beside.book(turn, booking, here) or await _is_otherwise(turn, booking, here):
        return []
    return None


async def _is_otherwise(turn: Turn, booking: Booking, here: Thing) -> bool:
    """Whether it says what the room has to have, how many they are, or another time or room."""
    text = turn.said.text
    named = naming.named_in(text, await view.all_things(turn))
    words = await view.words(turn)
    wanted, people = features.named_in(words), naming.headcount_in(words)
    asks = reading.is_question(text) and not reading.wants_to(reading.Wants.MOVE, text)
    goal = await goal_of(turn, booking, text)
    moments = goal.tells_time
    if moments and (wanted or people) and not named.things and not asks:
        wish = await elsewhere.wish_of(turn, booking)
        return await elsewhere.rehouse(turn, booking, goal, wish, other=False)
    building = elsewhere.building_in(turn)
    if building not in {None, here.resource.building} and not named.things and not asks:
        wish = await elsewhere.wish_of(turn, booking)
        return await elsewhere.rehouse(turn, booking, goal, wish, other=True)
    if wanted and not {*named.things} - {here.id} and not turn.said.says("fault", "broken"):
        await fitting.has(turn, booking, here, Wish(people or booking.headcount, wanted))
    elif people is not None and people != booking.headcount and not moments:
        await fitting.holds(turn, booking, here, people)
    elif len(text) <= SHORT and not asks and (moments or _is_other(named.things, here)):
        await moving.move_one(turn, booking, goal)
    else:
        return False
    return True


def _is_other(named: Sequence[int], here: Thing) -> bool:
    return len(named) == 1 and named[0] != here.id


def names_a_drink(turn: Turn) -> bool:
    """Whether it says which coffee: then it is an order, to the place of the meeting."""
    generic = {"咖啡", "coffee", "coffees", "茶", "tea"}
    said = [one for one in turn.said.entities if one["entity"] == "item"]
    words = [str(one.get("text") or "").casefold() for one in said if not _is_unknown(one)]
    return any(one not in generic for one in words)


def _is_unknown(item: Mapping[str, Any]) -> bool:
    """Whether the words around a coffee were taken for its name: "咖啡上去"."""
    return bool(item.get("unknown")) and not item.get("candidates")


def _count(text: str) -> int | None:
    return naming.headcount_in(text) or naming.cups_in(text)


def _says_hours(turn: Turn) -> bool:
    """Whether it tells a time, two hours or how long."""
    text = legible(turn.said.text[: reading.LONGEST])
    said = read(text, turn.local_now)
    if lasting(text) or reading.hours_in(text, turn.local_now):
        return True
    return any(isinstance(one, Shift) or (isinstance(one, Said) and not one.asap) for one in said)
