"""Whether the room that they have suits: has what is wanted, holds so many; else others that do."""

from typing import Any

from actions.booking import ending, offering, view
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import conditions, features, free
from services.booking.free import Wish
from services.booking.shelf import Thing


async def has(turn: Turn, booking: Booking, here: Thing, wish: Wish) -> None:
    """Whether the room has what is wanted; else those that have, each a button that moves."""
    lacking = features.lacking(wish.features, here.resource.features)
    about = await view.about(turn, booking)
    named = conditions.features(sorted(lacking or wish.features), turn.language)
    if not lacking:
        turn.tell(turn.text("booking-has", features=named, **about), **view.data(booking))
        return
    both = Wish(wish.headcount, wish.features)
    await _offer(
        turn, booking, here, both, ("booking-has-not", "booking-has-not-all"), features=named
    )


async def holds(turn: Turn, booking: Booking, here: Thing, people: int) -> None:
    """Whether so many fit in; else those in which they do."""
    about = await view.about(turn, booking)
    capacity = here.resource.capacity
    if capacity is None or people <= capacity:
        booking.headcount = people
        turn.tell(turn.text("booking-fits", count=people, **about), **view.data(booking))
        return
    keys = ("booking-fits-not", "booking-fits-not-all")
    await _offer(turn, booking, here, Wish(people), keys, capacity=capacity)


async def _offer(
    turn: Turn, booking: Booking, here: Thing, wish: Wish, keys: tuple[str, str], **told: Any
) -> None:
    """Others of its kind at its time, each a button that moves it there. `keys`: of the texts for
    some and for none."""
    things = [
        one
        for one in await view.all_things(turn)
        if one.pool.id == here.pool.id and one.id != here.id
    ]
    found = await free.free(
        turn.session, things, booking.starts_at, booking.ends_at, wish=wish, now=turn.now
    )
    about = await view.about(turn, booking)
    if not found:
        turn.tell(turn.text(keys[1], **told, **about), **view.data(booking))
        return
    text = turn.text(keys[0], **told, **about)
    offering.offer(turn, booking, found[: ending.SHOWN], text, people=wish.headcount)
