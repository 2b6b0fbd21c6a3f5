"""What somebody has booked, giving it up, and what our buttons say."""

from collections.abc import Sequence
from typing import Any

from actions.booking import (
    beginning,
    changing,
    ending,
    going_on,
    guests,
    paying,
    standing,
    terms,
    view,
)
from actions.booking import now as of_now
from actions.booking.draft import GOES_ON
from actions.booking.offered import offer_of, wait
from actions.booking.refusals import why
from actions.booking.settling import COST, take
from actions.booking.view import Come
from actions.kit.base import Events, ParkAction
from actions.kit.forms import as_before
from actions.kit.hooks import understood
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import deciding, features, reading, rules, states, waiting
from services.booking.reading import Wants
from services.kit.errors import IllegalTransition, NotFound, ParkError
from services.kit.folding import legible
from times.stretches import stretches

SHOWN = 5
ASKED_OF_TERMS = frozenset({Wants.HOURS, Wants.STRIKES, Wants.WAITS})
WANTED_OTHERWISE = frozenset(
    {
        Wants.INTRUDER,
        Wants.EXTEND,
        Wants.RELEASE,
        Wants.MOVE,
        Wants.FILL,
        Wants.GUESTS,
        Wants.STANDS,
    }
)


class TrackBooking(ParkAction):
    """ "我订了哪些会议室": what they have."""

    action_name = "action_track_booking"

    async def act(self, turn: Turn) -> Events:
        number = turn.said.value("booking_no")
        wanted = None if turn.said.pressed else _wanted(turn)
        going = None if number is not None else await going_on.take(turn)
        if going is not None:
            return [*going, *as_they_were(turn)]
        if number is None and wanted in ASKED_OF_TERMS:
            await terms.tell(turn, wanted)
            return as_they_were(turn)
        if number is None and (done := await _of_theirs(turn, wanted)) is not None:
            return [*done, *as_they_were(turn)]
        if number is not None:
            row = await view.own_or_say(turn, str(number))
            found = [row] if row is not None else []
        else:
            found = _of_days(turn, await view.mine(turn))
            if not found:
                otherwise = await understood(turn, self.action_name)
                if otherwise is not None:
                    return otherwise
                if number is None and not turn.said.pressed and await beginning.whole(turn):
                    return as_they_were(turn)
                turn.tell(turn.text("booking-track-none"))
        await _tell(turn, found)
        return as_they_were(turn)


async def _tell(turn: Turn, found: Sequence[Booking]) -> None:
    if len(found) == 1 and of_now.does(turn, of_now.PLAINLY) == "asks_what":
        await standing.tell_one(turn, found[0])
        return
    for one in found[:SHOWN]:
        turn.tell(await view.line(turn, one), **view.data(one))


def _wanted(turn: Turn) -> Wants | None:
    """By its words, unless it surely was heard as wanting something else than to know."""
    learned = of_now.wanted(turn, of_now.PLAINLY)
    return (
        learned if learned in WANTED_OTHERWISE - {Wants.STANDS} else reading.wants(turn.said.text)
    )


async def _of_theirs(turn: Turn, wanted: Wants | None) -> Events | None:
    """What is asked or wanted of something that they have; None where it is only what they have."""
    if not await view.mine(turn):
        return None
    if features.named_in(await view.words(turn)):
        await standing.tell(turn)
        return []
    return await changing.take(turn) if wanted in WANTED_OTHERWISE else None


def _of_days(turn: Turn, those: Sequence[Booking]) -> list[Booking]:
    """Those on the days that the message names; all of them where none is on these."""
    said = legible(turn.said.text[: reading.LONGEST])
    days = [] if turn.said.pressed else stretches(said, turn.local_now)
    on = [
        one
        for one in those
        if any(one.starts_at.astimezone(turn.zone).date() in day for day in days)
    ]
    return on or list(those)


def as_they_were(turn: Turn) -> Events:
    """Other forms go on as they did."""
    return [event for event in as_before(turn) if event["name"] != GOES_ON]


class PickBooking(ParkAction):
    """A button of an offer."""

    action_name = "action_pick_booking"

    async def act(self, turn: Turn) -> Events:
        await pick(turn, turn.said.value("booking_offer"))
        return []


class WaitBooking(ParkAction):
    """The button "tell me when it is free"."""

    action_name = "action_wait_booking"

    async def act(self, turn: Turn) -> Events:
        await wait(turn, turn.said.value("booking_offer"))
        return []


class TakeBooking(ParkAction):
    """Yes to a time that they waited for."""

    action_name = "action_take_booking"

    async def act(self, turn: Turn) -> Events:
        await _take_offer(turn, turn.said.value("booking_no"))
        return []


class LeaveOffer(ParkAction):
    """No to it."""

    action_name = "action_refuse_booking"

    async def act(self, turn: Turn) -> Events:
        await _leave_offer(turn, turn.said.value("booking_no"))
        return []


async def settle_cost(turn: Turn) -> bool:
    """Take a yes or a no to what it costs, if that was the last thing we said."""
    about = (await turn.asked()).get("booking_offer")
    if not isinstance(about, dict):
        return False
    if turn.said.intent == "affirm":
        await pick(turn, about)
    else:
        turn.tell(turn.text("booking-dropped"))
    return True


async def settle_offer(turn: Turn) -> bool:
    """Take a yes or a no to a time that they waited for."""
    number = (await turn.asked()).get("booking_no")
    if not isinstance(number, str):
        return False
    await (_take_offer if turn.said.intent == "affirm" else _leave_offer)(turn, number)
    return True


SETTLES = {COST: settle_cost, "booking_offer": settle_offer}


async def pick(turn: Turn, about: Any) -> None:
    offer = await offer_of(turn, about)
    if offer is None:
        turn.tell(turn.text("booking-offer-over"))
        return
    try:
        rules.check(
            offer.thing,
            offer.starts_at,
            offer.ends_at,
            headcount=about.get("headcount"),
            now=turn.now,
        )
    except (ParkError, TypeError) as refused:
        known = isinstance(refused, ParkError)
        turn.tell(why(turn, refused) if known else turn.text("booking-offer-over"))  # type: ignore[arg-type]
        return
    names = [str(one) for one in about.get("guests") or ()][: guests.MOST]
    come = Come(names, min(guests.MOST, int(about.get("come") or 0)))
    amount = about.get("amount")
    await take(
        turn,
        offer,
        about.get("headcount"),
        pays=int(about.get("pays") or 0),
        payment=await paying.chosen(turn, about),
        amount=None if amount is None else int(amount),
        come=come,
    )


async def _take_offer(turn: Turn, number: Any) -> None:
    row = await states.find_by_number(turn.session, turn.park_id, str(number))
    try:
        if row is None:
            raise NotFound
        booking = await waiting.take(
            turn.session,
            turn.park_id,
            row.id,
            person_id=turn.conversation.person_id,
            now=turn.now,
        )
    except (NotFound, IllegalTransition, deciding.TooLateToDecide):
        turn.tell(turn.text("booking-offer-over"))
        return
    turn.tell(turn.text("booking-made", **await view.about(turn, booking)), **view.data(booking))


async def _leave_offer(turn: Turn, number: Any) -> None:
    booking = await view.own_or_say(turn, str(number))
    if booking is not None and booking.status == "held":
        await ending.cancel(turn, booking)
    elif booking is not None:
        turn.tell(turn.text("booking-offer-over"))
