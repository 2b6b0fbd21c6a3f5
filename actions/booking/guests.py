"""Guests of a meeting: heard with the booking or added later, and registered with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.booking import view
from actions.kit import gatherings
from actions.kit.base import Events
from models.booking import Booking
from models.booking_shelf import BookingResource
from services.booking import naming, reading, states
from services.booking.reading import Wants

if TYPE_CHECKING:
    from actions.booking.draft import BookingDraft
    from actions.kit.said import Said
    from actions.kit.turn import Turn

MOST = 50


def hear(draft: BookingDraft, turn: Turn) -> None:
    """Who comes to it, if the message speaks of guests."""
    names, count = told(turn.said)
    if count:
        draft.guests = [*draft.guests, *(one for one in names if one not in draft.guests)]
        draft.guest_count = max(draft.guest_count, count, len(draft.guests))


def told(said: Said) -> tuple[list[str], int]:
    """Names, and how many that are; none where nobody from outside is spoken of."""
    names = [str(one["value"]) for one in said.entities if one["entity"] == "visitor_name"][:MOST]
    speaks = reading.wants_to(Wants.GUESTS, said.text)
    if not speaks and not (names and said.intent == "register_visitor"):
        return [], 0
    count = reading.guests_counted(said.text)
    return names, min(MOST, max(count, len(names)))


async def invite(turn: Turn, booking: Booking, names: list[str], count: int) -> list[str]:
    """Register them with the booking; what is to be said of it."""
    resource = await turn.session.get_one(BookingResource, (turn.park_id, booking.resource_id))
    return await gatherings.register_guests(turn, states.gathering(booking, resource), names, count)


def books_a_room(turn: Turn, named: naming.Named) -> bool:
    """Whether a message about visitors asks for a room as well, to have them in."""
    wanted = bool(named.things or named.pools)
    return wanted and reading.asks_for_a_room(turn.said.text)


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
