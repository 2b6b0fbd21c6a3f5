"""Guests of a meeting: heard with the booking or added later, and registered with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.booking import view
from actions.kit import gatherings
from actions.kit.base import Events
from models.booking import Booking
from models.booking_shelf import BookingResource
from services.booking import features, naming, reading, states
from services.booking.reading import Wants

if TYPE_CHECKING:
    from actions.booking.draft import BookingDraft
    from actions.kit.said import Said
    from actions.kit.turn import Turn
    from services.booking.shelf import Thing

MOST = 50
MOST_DATES = 31
"""Of a series, for which guests are registered at once."""


def hear(draft: BookingDraft, turn: Turn, things: Sequence[Thing]) -> None:
    """Who comes to it, if the message speaks of guests; a room is none, whatever its name."""
    told_of, count = told(turn.said)
    names = [one for one in told_of if not naming.named_in(one, things).things]
    count -= len(told_of) - len(names)
    if count > 0:
        draft.guests = [*draft.guests, *(one for one in names if one not in draft.guests)]
        draft.guest_count = max(draft.guest_count, count, len(draft.guests))


def told(said: Said) -> tuple[list[str], int]:
    """Names, and how many that are; none where nobody from outside is spoken of."""
    names = [str(one["value"]) for one in said.entities if one["entity"] == "visitor_name"][:MOST]
    speaks = reading.wants_to(Wants.GUESTS, said.text)
    comes = said.intent == "register_visitor" or reading.means_theirs(said.text)
    comes = comes or said.says("comes")
    if not speaks and not (names and comes):
        return [], 0
    count = reading.guests_counted(said.text)
    return names, min(MOST, max(count, len(names)))


async def invite(turn: Turn, booking: Booking, names: list[str], count: int) -> list[str]:
    """Register them with the booking; what is to be said of it."""
    resource = await turn.session.get_one(BookingResource, (turn.park_id, booking.resource_id))
    return await gatherings.register_guests(turn, states.gathering(booking, resource), names, count)


def may_book_a_room(text: str) -> bool:
    """Whether `books_a_room` might say yes, by the words alone."""
    return _suits(text) or reading.asks_for_a_room(text)


def books_a_room(turn: Turn, named: naming.Named) -> bool:
    """Whether a message about visitors asks for a room as well, to have them in."""
    text = turn.said.text
    wanted = bool(named.things or named.pools)
    return _suits(text) or (wanted and reading.asks_for_a_room(text))


async def wants_a_room(turn: Turn) -> bool:
    """The same of a message; the park's things are read only where the words leave it to them."""
    if not may_book_a_room(turn.said.text):
        return False
    return books_a_room(turn, naming.named_in(turn.said.text, await view.all_things(turn)))


def _suits(text: str) -> bool:
    return bool(features.named_in(text)) and naming.headcount_in(text) is not None


async def invite_each(
    turn: Turn, those: Sequence[Booking], names: list[str], count: int
) -> list[str]:
    """The same for dates of a series."""
    gathered = []
    for one in those:
        key = (turn.park_id, one.resource_id)
        resource = await turn.session.get_one(BookingResource, key)
        gathered.append(states.gathering(one, resource))
    return await gatherings.register_each(turn, gathered, names, count)


async def add_each(turn: Turn, those: Sequence[Booking]) -> Events:
    """Who else comes to every one of several dates."""
    names, count = told(turn.said)
    await register_each(turn, those, names, max(1, count))
    return []


async def register_each(turn: Turn, those: Sequence[Booking], names: list[str], count: int) -> None:
    """Register them for each, and say so."""
    said = await invite_each(turn, those[:MOST_DATES], names, count)
    what = (await view.about(turn, those[0]))["what"]
    heading = turn.text("booking-guests-of-series", what=what, count=len(those[:MOST_DATES]))
    turn.tell("\n".join([heading, *said]), booking_series_id=those[0].series_id)


async def add(turn: Turn, booking: Booking) -> Events:
    """Who else comes to what is booked already."""
    names, count = told(turn.said)
    await register(turn, booking, names, max(1, count))
    return []


async def register(turn: Turn, booking: Booking, names: list[str], count: int) -> None:
    """Register them, and say so."""
    said = await invite(turn, booking, names, count)
    heading = turn.text("booking-guests-of", **await view.about(turn, booking))
    turn.tell("\n".join([heading, *said]), **view.data(booking))
