"""Bookings, and what is free, as text in the tenant's language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from actions.kit import own as kit
from actions.kit.turn import Button, Turn, button
from models.booking import Booking
from models.people import Person
from services.booking import naming, of_people, reading, shelf, states, telling
from services.booking.costs import CostsMore
from services.booking.free import Offer
from services.booking.shelf import Thing
from services.conversations.commands import command
from services.kit.folding import legible
from services.kit.money import format_money


@dataclass(frozen=True, slots=True)
class Come:
    """Guests of what is to be booked: names as far as they were told, and how many."""

    names: list[str] = field(default_factory=list)
    count: int = 0


JUST_NOW = timedelta(minutes=15)
"""How long what was booked is what a message means by "the room"."""
NOBODY = Come()


async def all_things(turn: Turn) -> list[Thing]:
    return await shelf.things(turn.session, turn.park, now=turn.now)


async def words(turn: Turn) -> str:
    """The message without names of things: Cloud View asks for no window, A301 人 are not 301."""
    said = legible(turn.said.text[: reading.LONGEST])
    return naming.without_names(said, await all_things(turn))


async def me(turn: Turn) -> Person:
    return await turn.session.get_one(Person, (turn.park_id, turn.conversation.person_id))


async def own_or_say(turn: Turn, booking_no: str) -> Booking | None:
    found = await states.find_by_number(turn.session, turn.park_id, booking_no)
    mine = kit.own(turn, found, lambda one: one.person_id)
    return kit.or_say(turn, mine, "booking-not-found", booking_no=booking_no)


async def mine(turn: Turn) -> list[Booking]:
    return await of_people.of_person(
        turn.session, turn.park_id, turn.conversation.person_id, limit=10
    )


async def changeable(turn: Turn, *, limit: int = 10) -> list[Booking]:
    """What the tenant has that can still be moved or given up, the next first."""
    found = await of_people.of_person(
        turn.session, turn.park_id, turn.conversation.person_id, limit=limit
    )
    return [one for one in found if one.status in {"held", "confirmed"} and one.ends_at > turn.now]


def data(booking: Booking) -> dict[str, Any]:
    """What programs want to know of a booking that is spoken of."""
    return {"booking_no": booking.booking_no, "status": booking.status}


async def about(turn: Turn, booking: Booking) -> dict[str, str]:
    return await telling.about(turn.session, booking, turn.language, now=turn.now)


async def line(turn: Turn, booking: Booking) -> str:
    return turn.text("booking-line", **await about(turn, booking))


async def lines_under_way(turn: Turn) -> list[str]:
    """What the tenant has, where they ask for something else that there is none of."""
    return [await line(turn, one) for one in await mine(turn)]


def when(turn: Turn, offer: Offer) -> str:
    return telling.time(offer.starts_at, offer.ends_at, turn.language, now=turn.now, park=turn.park)


def offers(
    turn: Turn, found: Sequence[Offer], headcount: int | None, come: Come = NOBODY
) -> list[Button]:
    """A button for each: pressed days later it books what it says, if that is free."""
    return [
        button(
            turn.text("booking-offer", what=turn.named(one.thing.resource), when=when(turn, one)),
            pick(one, headcount, come=come),
        )
        for one in found
    ]


def costs(turn: Turn, offer: Offer, more: CostsMore, *, changes: bool = False) -> str:
    """What it would cost, before it does. `changes`: something that they have already."""
    told = {
        "over": telling.minutes(int(more.details["minutes"]), turn.language),
        "left": telling.minutes(int(more.details["left"]), turn.language),
        "what": turn.named(offer.thing.resource),
        "does": "change" if changes else "book",
    }
    if "amount" not in more.details:
        return turn.text("booking-costs", **told)
    currency = turn.park.currency
    sums = {
        name: format_money(int(more.details[key]), currency, turn.language)
        for name, key in (("price", "hour_price"), ("amount", "amount"))
    }
    return turn.text("booking-costs-priced", **told, **sums)


def pick(
    offer: Offer,
    headcount: int | None,
    *,
    pays: int = 0,
    amount: int | None = None,
    payment: str | None = None,
    come: Come = NOBODY,
) -> Any:
    """The command that books an offer."""
    about = {
        "resource": offer.thing.resource.code,
        "starts": offer.starts_at.isoformat(),
        "ends": offer.ends_at.isoformat(),
    }
    more: dict[str, Any] = {"headcount": headcount} if headcount is not None else {}
    more |= {"pays": pays} if pays else {}
    more |= {"guests": come.names, "come": come.count} if come.count else {}
    more |= {} if amount is None else {"amount": amount}
    more |= {} if payment is None else {"payment": payment}
    return command("pick_booking", booking_offer=about | more)
