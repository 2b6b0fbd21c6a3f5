"""What other packages may ask of bookings: which meeting a message is about, and where it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from actions.booking import now as of_now
from actions.booking import targets, view
from actions.kit import gatherings
from actions.kit.acting import carry_out
from actions.kit.base import Events
from actions.kit.forms import REQUESTED, forms, goes_on_after
from actions.kit.gatherings import Held
from actions.kit.standing import state_of
from actions.kit.turn import Turn, button
from models.booking import Booking
from models.booking_shelf import BookingResource
from services.acts.acts import Start
from services.acts.values import Fields, Place, What
from services.booking import features, naming, presence, reading, states
from services.booking.reading import Wants
from services.kit.folding import legible
from times.lengths import lasting
from times.reading import read
from times.said import Said
from times.stretches import stretches

_USUAL_PARTY = 4
OFFERS_COFFEE = "booking_coffee"
"""In the data of a message of ours that offers something to drink."""
_EARLY = timedelta(minutes=30)
"""How long before a meeting something may be brought to it."""
_FEW = 24
"""Characters of a message that says no more than how many."""


async def meant(turn: Turn) -> Held | None:
    """The next of theirs, where the message speaks of a meeting, or we just spoke of a booking."""
    told = await turn.last_told()
    number = told.get("booking_no")
    if number is None and not reading.speaks_of_bookings(turn.said.text):
        return await _brought_to_it(turn)
    mine = await view.mine(turn)
    mine = [one for one in mine if one.ends_at > turn.now and one.status != "held"]
    spoken_of = [one for one in mine if one.booking_no == number]
    found = spoken_of or mine
    return await _held(turn, found[0]) if found else None


async def _brought_to_it(turn: Turn) -> Held | None:
    """The one that they booked a moment ago, where something is to be brought while it goes on, or
    just before."""
    said = read(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    if not any(isinstance(one, Said) and one.grain == "minute" for one in said):
        return None
    recent = [
        one
        for one in await view.changeable(turn)
        if turn.now - one.updated_at <= view.JUST_NOW and _served_at(turn, one) != one.starts_at
    ]
    return await _held(turn, recent[0]) if len(recent) == 1 else None


async def going_on(turn: Turn) -> Held | None:
    """The room in which they are now, where the message is about something of a room; or the one
    whose booking it names."""
    number = turn.said.value("booking_no")
    if number is None and not reading.is_of_a_room(turn.said.text):
        return None
    near = [
        one
        for one in await view.mine(turn)
        if one.status in {"confirmed", "checked_in"}
        and (one.booking_no == number or one.starts_at - presence.EARLY <= turn.now < one.ends_at)
    ]
    return await _held(turn, near[0]) if near else None


async def is_kind(turn: Turn, words: str) -> bool:
    """Whether the words name a kind of what is booked, and none of it."""
    named = naming.named_in(words, await view.all_things(turn))
    return bool(named.pools) and not named.things


async def place_named(turn: Turn) -> None:
    """A room that a message names is a place to bring something to, or to mend something in; it
    is heard as one (`location`) where the message names no other."""
    said = turn.said
    if said.pressed or said.says("location"):
        return
    things = await view.all_things(turn)
    found = naming.named_in(said.text, things).things
    rows = [one.resource for one in things if one.id in found]
    if len(rows) != 1 or rows[0].building is None or rows[0].room is None:
        return
    row = rows[0]
    value = {"building": row.building, "floor": row.floor, "room": row.room, "place": None}
    text = said.text
    named = next((one for one in (row.name_zh, row.name_en, *row.aliases) if one in text), text)
    start = text.find(named)
    where: dict[str, Any] = {"entity": "location", "value": value, "text": named}
    where |= {"start": start, "end": start + len(named), "group": None}
    turn.said = replace(said, entities=(*said.entities, where))


async def hear_place(turn: Turn) -> Events | None:
    """The same of an answer to where an order goes; the form then takes it."""
    if turn.slots.get(REQUESTED) in {"location", "repair_location"}:
        await place_named(turn)
    return None


def sounds_broken(turn: Turn) -> bool:
    """Whether it surely was heard as a fault, whatever its words."""
    return of_now.does(turn, of_now.PLAINLY) == "broken"


async def take_sounding_broken(turn: Turn) -> Events | None:
    """The same of what sounds like booking, where it surely is a fault, and it is known where."""
    if not sounds_broken(turn):
        return None
    await place_named(turn)
    where = turn.said.value("location") or {}
    if not where.get("building") and await gatherings.going_on(turn) is None:
        return None
    return await take_broken(turn)


async def take_broken_there(turn: Turn) -> Events | None:
    """What was found broken in the room that they have just left, though it sounds like something
    to complain about."""
    if turn.said.intent != "complain" or not sounds_broken(turn) or turn.said.says("location"):
        return None
    number = (await turn.last_told()).get("booking_no")
    row = await states.find_by_number(turn.session, turn.park_id, str(number)) if number else None
    if row is None or row.person_id != turn.conversation.person_id:
        return None
    held = await _held(turn, row)
    return await _report(turn, Place(**held.gathering.place))


async def take_broken(turn: Turn) -> Events | None:
    """Something of a room is broken, in words that sound like a question about rooms."""
    if turn.said.pressed or not (turn.said.says("broken", "fault") or sounds_broken(turn)):
        return None
    if await gatherings.going_on(turn) is None and not features.named_in(turn.said.text):
        return None
    where = turn.said.value("location")
    return await _report(turn, Place(**where) if isinstance(where, dict) else None)


async def _report(turn: Turn, place: Place | None) -> Events:
    category = turn.said.value("repair_category") or "other"
    fields = Fields(place=place, description=turn.said.text[: reading.LONGEST], category=category)
    state = await state_of(turn)
    before = [form.name for form in forms()]
    carried = await carry_out(turn, [Start(what=What.REPAIR, fields=fields)], state)
    return [*carried.events, *await goes_on_after(turn, before, changed=True)]


async def coffee(turn: Turn) -> bool:
    """Something to drink for what was spoken of, was booked a moment ago, or is theirs at the time
    that the message names; False where there is none."""
    mine, told = await view.changeable(turn), await turn.last_told()
    spoken_of = [one for one in mine if one.booking_no == told.get("booking_no")]
    recent = [one for one in mine if turn.now - one.updated_at <= view.JUST_NOW]
    here = [one for one in mine if one.starts_at <= turn.now < one.ends_at]
    those = [*spoken_of, *recent] or await _then(turn, mine) or here
    people = naming.cups_in(turn.said.text) or naming.headcount_in(await view.words(turn))
    people = people or naming.bare_count_in(turn.said.text)
    for one in those[:1]:
        await offer_coffee(turn, one, people=people)
    return bool(those)


async def _then(turn: Turn, mine: Sequence[Booking]) -> list[Booking]:
    """The one of theirs that the message names by day or hour, as that for which it is."""
    text = legible(turn.said.text[: reading.LONGEST])
    if not stretches(text, turn.local_now):
        return []
    found = await targets.narrowed_by(turn, text, mine, by_hour=False)
    on = [one for one in found if _served_at(turn, one) != one.starts_at] or found
    return on if len(on) == 1 else []


async def more_cups(turn: Turn) -> bool:
    """Another number of cups, where coffee was offered just now: "make it 11"."""
    told = await turn.last_told()
    text = turn.said.text
    if not told.get(OFFERS_COFFEE) or turn.said.pressed or len(text) > _FEW:
        return False
    if reading.wants(text) not in {None, Wants.COFFEE} or lasting(text):
        return False
    if naming.named_in(text, await view.all_things(turn)).things:
        return False
    cups = naming.cups_in(text) or naming.headcount_in(text) or reading.bare_number_in(text)
    mine = [one for one in await view.changeable(turn) if one.booking_no == told.get("booking_no")]
    if not cups or not mine:
        return False
    await offer_coffee(turn, mine[0], people=cups)
    return True


async def offer_coffee(turn: Turn, booking: Booking, people: int | None = None) -> None:
    """What can be brought to it, for so many, at the hour that the message names or when it begins;
    nothing is ordered by this."""
    held = await _held(turn, booking)
    people = people or booking.headcount or _USUAL_PARTY
    at = replace(held.gathering, starts_at=_served_at(turn, booking))
    offers = await gatherings.catering(turn, at, people)
    about = await view.about(turn, booking)
    if not offers:
        turn.tell(turn.text("booking-no-coffee", **about), **view.data(booking))
        return
    leave = button(turn.text("button-booking-no-coffee"), "/deny")
    turn.tell(
        turn.text("booking-coffee", **about),
        buttons=[*offers, leave],
        **(view.data(booking) | {OFFERS_COFFEE: True}),
    )


def _served_at(turn: Turn, booking: Booking) -> datetime:
    """The hour that is named, if it is within the meeting or just before."""
    said = read(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    begins = booking.starts_at.astimezone(turn.zone)
    for one in said:
        if isinstance(one, Said) and one.grain == "minute" and not one.asap:
            told = [begins.replace(hour=hour, minute=one.starts.minute) for hour in _hours(one)]
            within = [at for at in told if booking.starts_at - _EARLY <= at < booking.ends_at]
            if within:
                return within[0]
    return booking.starts_at


def _hours(said: Said) -> list[int]:
    return sorted({said.starts.hour, (said.starts.hour + 12) % 24})


async def _held(turn: Turn, booking: Booking) -> Held:
    resource = await turn.session.get_one(BookingResource, (turn.park_id, booking.resource_id))
    about = await view.about(turn, booking)
    called = turn.text("booking-offer", what=about["what"], when=about["when"])
    return Held(states.gathering(booking, resource), booking.booking_no, called)
