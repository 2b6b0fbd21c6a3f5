"""What somebody has booked, giving it up, and what our buttons say."""

from datetime import datetime
from typing import Any

from actions.booking import view
from actions.booking.draft import GOES_ON
from actions.booking.settling import COST, take, why
from actions.kit.base import Events, ParkAction
from actions.kit.forms import as_before
from actions.kit.hooks import understood
from actions.kit.turn import Turn, button
from models.booking import Booking
from models.booking_shelf import BookingPool
from services.booking import booking as bookings
from services.booking import costs, deciding, naming, presence, rules, shelf, states, waiting
from services.booking.booking import Asked
from services.booking.free import Offer
from services.conversations.commands import command
from services.kit.actors import tenant
from services.kit.errors import IllegalTransition, Invalid, NotFound, ParkError

SHOWN = 5


class TrackBooking(ParkAction):
    """ "我订了哪些会议室": what they have."""

    action_name = "action_track_booking"

    async def act(self, turn: Turn) -> Events:
        number = turn.said.value("booking_no")
        if number is not None:
            row = await view.own_or_say(turn, str(number))
            found = [row] if row is not None else []
        else:
            found = await view.mine(turn)
            if not found:
                otherwise = await understood(turn, self.action_name)
                if otherwise is not None:
                    return otherwise
                turn.tell(turn.text("booking-track-none"))
        for one in found[:SHOWN]:
            turn.tell(await view.line(turn, one), **view.data(one))
        return [event for event in as_before(turn) if event["name"] != GOES_ON]


class CancelBooking(ParkAction):
    """Give one up: the one that is named, or the only one."""

    action_name = "action_cancel_booking"

    async def act(self, turn: Turn) -> Events:
        number = turn.said.value("booking_no")
        if number is None and not await view.mine(turn):
            otherwise = await understood(turn, self.action_name)
            if otherwise is not None:
                return otherwise
        if (booking := await _the_one(turn)) is not None:
            await _cancel(turn, booking)
        return []


class PickBooking(ParkAction):
    """A button of an offer."""

    action_name = "action_pick_booking"

    async def act(self, turn: Turn) -> Events:
        await _pick(turn, turn.said.value("booking_offer"))
        return []


class WaitBooking(ParkAction):
    """The button "tell me when it is free"."""

    action_name = "action_wait_booking"

    async def act(self, turn: Turn) -> Events:
        about = turn.said.value("booking_offer")
        offer = await _offer(turn, about)
        if offer is None:
            turn.tell(turn.text("booking-offer-over"))
            return []
        asked = Asked(offer.thing, offer.starts_at, offer.ends_at, about.get("headcount"))
        try:
            await waiting.wait(
                turn.session,
                await view.me(turn),
                asked,
                any_thing=bool(about.get("any")),
                conversation=turn.conversation,
                now=turn.now,
            )
        except waiting.TooManyWaits as many:
            turn.tell(turn.text("booking-too-many-waits", limit=many.details["limit"]))
        except ParkError:
            turn.tell(turn.text("booking-offer-over"))
        else:
            turn.tell(turn.text("booking-waits", when=view.when(turn, offer)))
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


class CheckIn(ParkAction):
    """ "我们到了": they are in the room."""

    action_name = "action_check_in_booking"

    async def act(self, turn: Turn) -> Events:
        near = [
            one
            for one in await view.mine(turn)
            if one.status in {"confirmed", "checked_in"}
            and one.starts_at - presence.EARLY <= turn.now < one.ends_at
        ]
        if not near:
            otherwise = await understood(turn, self.action_name)
            if otherwise is None:
                turn.tell(turn.text("booking-check-in-none"))
            return otherwise or []
        booking = await presence.check_in(turn.session, turn.park_id, near[0].id, now=turn.now)
        turn.tell(
            turn.text("booking-checked-in", **await view.about(turn, booking)),
            **view.data(booking),
        )
        return []


async def settle_cost(turn: Turn) -> bool:
    """Take a yes or a no to what it costs, if that was the last thing we said."""
    about = (await turn.asked()).get("booking_offer")
    if not isinstance(about, dict):
        return False
    if turn.said.intent == "affirm":
        await _pick(turn, about)
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


async def _pick(turn: Turn, about: Any) -> None:
    offer = await _offer(turn, about)
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
    amount = about.get("amount")
    await take(
        turn,
        offer,
        about.get("headcount"),
        pays=int(about.get("pays") or 0),
        amount=None if amount is None else int(amount),
    )


async def _offer(turn: Turn, about: Any) -> Offer | None:
    """What a button names; None for what is none of ours."""
    if not isinstance(about, dict):
        return None
    try:
        starts_at, ends_at = (
            datetime.fromisoformat(str(about[name])) for name in ("starts", "ends")
        )
    except (KeyError, ValueError):
        return None
    row = await shelf.by_code(turn.session, turn.park_id, str(about.get("resource")))
    if row is None or starts_at.tzinfo is None or ends_at.tzinfo is None:
        return None
    thing = await shelf.thing(turn.session, turn.park, row.id, now=turn.now)
    return Offer(thing, starts_at, ends_at)


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
        await _cancel(turn, booking)
    elif booking is not None:
        turn.tell(turn.text("booking-offer-over"))


async def _the_one(turn: Turn) -> Booking | None:
    """The booking that is named, or the only one that can be meant; else says or asks which."""
    number = turn.said.value("booking_no")
    if number is not None:
        return await view.own_or_say(turn, str(number))
    found = [one for one in await view.mine(turn) if one.status in {"held", "confirmed"}]
    named = naming.named_in(turn.said.text, await view.all_things(turn))
    found = [one for one in found if one.resource_id in named.things] or found
    days = _days(turn)
    found = [one for one in found if one.starts_at.astimezone(turn.zone).date() in days] or found
    if len(found) == 1:
        return found[0]
    if not found:
        turn.tell(turn.text("booking-track-none"))
        return None
    buttons = []
    for one in found[:SHOWN]:
        about = await view.about(turn, one)
        buttons.append(
            button(
                turn.text("booking-offer", what=about["what"], when=about["when"]),
                command("cancel_booking", booking_no=one.booking_no),
            )
        )
    turn.tell(turn.text("booking-cancel-which"), buttons=buttons, expects="choice")
    return None


def _days(turn: Turn) -> set[Any]:
    """Days that the message names."""
    found = set()
    for name in ("time", "period"):
        if (entity := turn.said.first(name)) is not None:
            value = entity["value"]
            moment = value["from"] if isinstance(value, dict) else value
            found.add(datetime.fromisoformat(moment).astimezone(turn.zone).date())
    return found


async def _cancel(turn: Turn, booking: Booking) -> None:
    pool = await turn.session.get_one(BookingPool, (turn.park_id, booking.pool_id))
    in_time = costs.is_free_to_cancel(pool, booking, turn.now)
    try:
        booking = await bookings.cancel(
            turn.session,
            turn.park_id,
            booking.id,
            by=tenant(turn.conversation.person_id),
            now=turn.now,
        )
    except (IllegalTransition, Invalid):
        turn.tell(turn.text("booking-cannot-cancel", **await view.about(turn, booking)))
        return
    key = "booking-cancelled" if in_time else "booking-cancelled-late"
    turn.tell(turn.text(key, **await view.about(turn, booking)), **view.data(booking))
