"""Buttons that do something to what is booked; each says all of it, also when pressed later."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from actions.booking import (
    being_there,
    disputing,
    ending,
    guests,
    holding,
    moving,
    prices,
    recurring,
    targets,
    view,
)
from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking.words import OFFERED

Deed = Callable[[Turn, Mapping[str, Any]], Awaitable[object]]


class BookingDeed(ParkAction):
    """booking_deed: what a button says, by its `do`."""

    action_name = "action_booking_deed"

    async def act(self, turn: Turn) -> Events:
        about = turn.said.value("booking_deed")
        deed = DEEDS.get(str(about.get("do"))) if isinstance(about, dict) else None
        if deed is None:
            turn.tell(turn.text("booking-offer-over"))
        else:
            await deed(turn, about)
        return []


async def _which(turn: Turn, _about: Mapping[str, Any]) -> None:
    """A yes to several: the same again, with the question which."""
    _, buttons = await turn.last_told_with_buttons()
    turn.tell(turn.text("booking-which"), buttons=buttons, expects=OFFERED)


async def _series(turn: Turn, about: Mapping[str, Any]) -> None:
    await recurring.book(turn, about)


async def _fill(turn: Turn, about: Mapping[str, Any]) -> None:
    await recurring.fill(turn, int(about.get("series") or 0))


async def _cancel_series(turn: Turn, about: Mapping[str, Any]) -> None:
    await ending.cancel_series(turn, int(about.get("series") or 0))


async def _cancel_dates(turn: Turn, about: Mapping[str, Any]) -> None:
    await ending.cancel_numbers(turn, [str(one) for one in about.get("numbers") or ()])


async def _move(turn: Turn, about: Mapping[str, Any]) -> None:
    if not await moving.press(turn, about):
        turn.tell(turn.text("booking-offer-over"))


async def _dispute(turn: Turn, _about: Mapping[str, Any]) -> None:
    if not await disputing.dispute(turn):
        turn.tell(turn.text("booking-none-now"))


async def _coffee(turn: Turn, about: Mapping[str, Any]) -> None:
    if (booking := await _mine(turn, about)) is not None:
        await holding.offer_coffee(turn, booking)


async def _elsewhere(turn: Turn, about: Mapping[str, Any]) -> None:
    if (booking := await _mine(turn, about)) is not None:
        await disputing.elsewhere(turn, booking)


async def _guests(turn: Turn, about: Mapping[str, Any]) -> None:
    if (booking := await _mine(turn, about)) is None:
        return
    names = [str(one) for one in about.get("names") or ()][: guests.MOST]
    await guests.register(turn, booking, names, min(guests.MOST, int(about.get("count") or 1)))


async def _guests_each(turn: Turn, about: Mapping[str, Any]) -> None:
    mine = await view.changeable(turn, limit=targets.MOST)
    those = [one for one in mine if one.series_id == about.get("series")]
    if not those:
        turn.tell(turn.text("booking-series-none"))
        return
    names = [str(one) for one in about.get("names") or ()][: guests.MOST]
    await guests.register_each(turn, those, names, min(guests.MOST, int(about.get("count") or 1)))


async def _mine(turn: Turn, about: Mapping[str, Any]) -> Booking | None:
    """The booking that a button names, if it is theirs; else says that there is none."""
    return await view.own_or_say(turn, str(about.get("booking_no")))


DEEDS: Mapping[str, Deed] = {
    "which": _which,
    "series": _series,
    "fill": _fill,
    "cancel_series": _cancel_series,
    "cancel_dates": _cancel_dates,
    "move": _move,
    "dispute": _dispute,
    "coffee": _coffee,
    "elsewhere": _elsewhere,
    "extend": being_there.press_extend,
    "guests": _guests,
    "guests_each": _guests_each,
}
"""Stored in buttons: a name stays what it is."""
SETTLES = {
    recurring.ASKED: recurring.settle,
    ending.ASKED: ending.settle_dates,
    moving.ASKED: moving.settle_dates,
    prices.ASKED: being_there.settle_cost,
    disputing.GO_THERE: moving.settle_dates,
}
