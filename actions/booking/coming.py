"""Who else comes to what is booked: to one of it, to every date of a series, or asked to which."""

from collections.abc import Sequence
from datetime import timedelta

from actions.booking import afterwards, ending, fitting, guests, recurring, targets, view
from actions.kit.base import Events
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import naming, reading, shelf
from services.kit.folding import legible
from times.reading import read
from times.said import Said

_BEFORE = timedelta(hours=1)
"""How long before it begins somebody comes to it."""


async def take(turn: Turn) -> Events | None:
    """Who else comes; None where none of what they have is meant: then it is a visit by itself."""
    if "visit_no" in await turn.last_told():
        return None
    if (done := await _more_people(turn)) is not None:
        return done
    found = await targets.meant(turn, legible(turn.said.text))
    those = [one for one in found.bookings if is_within(turn, one)]
    if not those:
        return None
    if len(those) > 1 and found.certain:
        return await guests.add_each(turn, those)
    if len(those) > 1:
        return await _which(turn, those)
    return await guests.add(turn, those[0])


async def _more_people(turn: Turn) -> Events | None:
    """Where colleagues come and nobody from outside is spoken of, only how many they are counts."""
    text = turn.said.text
    if reading.speaks_of_guests(text) or turn.said.says("visitor_name"):
        return None
    if read(legible(text[: reading.LONGEST]), turn.local_now):
        return await afterwards.take(turn)
    people = naming.headcount_in(await view.words(turn)) or reading.bare_number_in(text)
    those = await targets.spoken_of(turn)
    if not people or len(those) != 1:
        return None
    here = await shelf.thing(turn.session, turn.park, those[0].resource_id, now=turn.now)
    await fitting.holds(turn, those[0], here, people)
    return []


async def to_theirs(turn: Turn) -> Events | None:
    """Who comes, where the message says that it is to the room that they have booked."""
    theirs = turn.said.says("visitor_name") and reading.means_theirs(turn.said.text)
    return await take(turn) if theirs else None


async def to_the_last(turn: Turn) -> Events | None:
    """Who comes, with no word of when, to what was booked a moment ago, though something else was
    spoken of meanwhile."""
    names, _ = guests.told(turn.said)
    if not names or read(legible(turn.said.text[: reading.LONGEST]), turn.local_now):
        return None
    mine = [
        one for one in await view.changeable(turn) if turn.now - one.updated_at <= view.JUST_NOW
    ]
    return await guests.add(turn, mine[0]) if len(mine) == 1 else None


async def _which(turn: Turn, those: Sequence[Booking]) -> Events:
    names, count = guests.told(turn.said)
    buttons = []
    series = {one.series_id for one in those}
    if len(series) == 1 and None not in series:
        title = turn.text("button-booking-guests-each", count=len(those))
        payload = recurring.deed(
            do="guests_each", series=those[0].series_id, names=names, count=max(1, count)
        )
        buttons.append(button(title, payload))
    for one in those[: ending.SHOWN - len(buttons)]:
        about = await view.about(turn, one)
        title = turn.text("booking-offer", what=about["what"], when=about["when"])
        payload = recurring.deed(
            do="guests", booking_no=one.booking_no, names=names, count=max(1, count)
        )
        buttons.append(button(title, payload))
    turn.tell(turn.text("booking-guests-which"), buttons=buttons, expects="choice")
    return []


def is_within(turn: Turn, booking: Booking) -> bool:
    """Whether the hour that the message names, if it names one, is within it."""
    said = read(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    hours = [one for one in said if isinstance(one, Said) and one.clock_named and not one.asap]
    clocks = [(one.starts.hour, one.starts.minute) for one in hours if one.grain == "minute"]
    first = (booking.starts_at - _BEFORE).astimezone(turn.zone)
    last = booking.ends_at.astimezone(turn.zone)
    return not clocks or any(
        (first.hour, first.minute) <= one < (last.hour, last.minute) for one in clocks
    )
