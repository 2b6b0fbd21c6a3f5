"""While a meeting goes on: checking in, staying longer, leaving early."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from actions.booking import ending, moving, offering, prices, recurring, targets, view
from actions.booking.goals import ENDED, Goal, goal_of
from actions.booking.moving import NOTHING, settle_dates
from actions.booking.refusals import SAID, why
from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import naming, presence, reading, shelf
from services.booking.costs import CostsMore
from services.booking.free import Offer
from services.claims.claims import Taken
from services.kit.actors import tenant
from services.kit.errors import Conflict
from services.kit.folding import legible

MINUTE = timedelta(minutes=1)
USUAL = 30
"""Minutes longer, where nobody says how long."""


class CheckIn(ParkAction):
    """ "我们到了": they are in the room."""

    action_name = "action_check_in_booking"

    async def act(self, turn: Turn) -> Events:
        here = await near(turn)
        if here:
            return await _check_in(turn, here[0])
        otherwise = await understood(turn, self.action_name)
        if otherwise is None:
            turn.tell(turn.text("booking-check-in-none"))
        return otherwise or []


async def arrive(turn: Turn) -> Events | None:
    """They say that they are in their room; None where they have none now."""
    here = [one for one in await near(turn) if one.status == "confirmed"]
    return await _check_in(turn, here[0]) if here else None


async def _check_in(turn: Turn, booking: Booking) -> Events:
    booking = await presence.check_in(turn.session, turn.park_id, booking.id, now=turn.now)
    text = turn.text("booking-checked-in", **await view.about(turn, booking))
    turn.tell(text, **view.data(booking))
    return []


async def extend(turn: Turn) -> None:
    """Longer, by what is said, until when, or for as long as nobody else has it; what has not begun
    is booked for longer. An hour before its end makes it shorter."""
    booking = await _this(turn)
    if booking is None:
        return
    if reading.as_long_as_can_be(turn.said.text):
        await _extend(turn, booking, await _may_stay(turn, booking) or USUAL)
        return
    goal = await its_end(turn, booking)
    await end_otherwise(turn, booking, goal if goal.is_said else Goal(longer=USUAL))


async def end_otherwise(turn: Turn, booking: Booking, goal: Goal) -> None:
    """It ends later or sooner, and begins when it did."""
    _, ends = moving.span(turn, booking, goal, None)
    minutes = int((ends - booking.ends_at) / MINUTE)
    if minutes > 0:
        await _extend(turn, booking, minutes)
    else:
        await moving.move_one(turn, booking, goal)


async def its_end(turn: Turn, booking: Booking) -> Goal:
    """Only what a message says of the end: "later by half an hour" is longer."""
    goal = await goal_of(turn, booking, turn.said.text, ends=True)
    longer = goal.shift if goal.longer is None else goal.longer
    return Goal(until=goal.until, minutes=goal.minutes, longer=longer)


async def _may_stay(turn: Turn, booking: Booking) -> int:
    return await presence.may_stay(turn.session, turn.park, booking, now=turn.now)


async def goes_on_here(turn: Turn) -> bool:
    """Whether one of theirs goes on now, and the message names no other thing."""
    running = [one for one in await near(turn) if one.starts_at <= turn.now]
    named = naming.named_in(turn.said.text, await view.all_things(turn)).things
    return bool(running) and not {*named} - {running[0].resource_id}


async def press_extend(turn: Turn, about: Mapping[str, Any]) -> None:
    """The button that lengthens for so much."""
    booking = await view.own_or_say(turn, str(about.get("booking_no")))
    if booking is not None:
        await _extend(turn, booking, int(about.get("minutes") or 0), prices.agreed(about))


async def settle_cost(turn: Turn) -> bool:
    """A yes or a no to moving or lengthening for so much."""
    about = (await turn.asked()).get("booking_deed")
    if not isinstance(about, dict) or about.get("do") != "extend":
        return await settle_dates(turn)
    if turn.said.intent == "affirm":
        await press_extend(turn, about)
    else:
        turn.tell(turn.text("booking-kept"))
    return True


async def _extend(
    turn: Turn, booking: Booking, minutes: int, pays: Mapping[str, int | None] = NOTHING
) -> None:
    by, number = tenant(turn.conversation.person_id), booking.booking_no
    try:
        async with turn.session.begin_nested():
            booking = await presence.extend(
                turn.session,
                turn.park,
                booking.id,
                minutes,
                by=by,
                now=turn.now,
                **pays,  # type: ignore[arg-type]
            )
    except CostsMore as more:
        await turn.session.refresh(booking)
        thing = await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)
        offer = Offer(thing, booking.starts_at, booking.ends_at + minutes * MINUTE)
        again = {"do": "extend", "booking_no": number, "minutes": minutes}
        await prices.ask(turn, booking, offer, more, again)
    except Taken:
        await turn.session.refresh(booking)
        await _tell_taken(turn, booking, booking.ends_at + minutes * MINUTE)
    except SAID as refused:
        await turn.session.refresh(booking)
        turn.tell(why(turn, refused), **view.data(booking))
    except Conflict:
        turn.tell(turn.text("booking-cannot-move", **await view.about(turn, booking)))
    else:
        text = turn.text("booking-extended", **await view.about(turn, booking))
        told = view.data(booking) | {ENDED: True}
        turn.tell("\n".join([text, *await prices.told(turn, booking)]), **told)


async def _tell_taken(turn: Turn, booking: Booking, wanted: datetime) -> None:
    """Somebody has it behind them; until when it may be had, where that is later, is a button.
    `wanted`: until when it was to be, for which another room may be asked."""
    about = await view.about(turn, booking)
    minutes = await _may_stay(turn, booking)
    refused = offering.offered(turn, booking, booking.starts_at, wanted)
    if not minutes:
        turn.tell(turn.text("booking-longer-taken", **about), **refused, **view.data(booking))
        return
    until = f"{(booking.ends_at + minutes * MINUTE).astimezone(turn.zone):%H:%M}"
    title = turn.text("button-booking-longer", until=until)
    payload = recurring.deed(do="extend", booking_no=booking.booking_no, minutes=minutes)
    turn.tell(
        turn.text("booking-longer-until", until=until, **about),
        buttons=[button(title, payload)],
        settles=prices.ASKED,
        booking_deed=payload.about["booking_deed"],
        **view.data(booking),
    )


async def release(turn: Turn) -> None:
    """They leave early, or will by an hour that is named; what has not begun is given up. What they
    name and have not got is nobody's to give."""
    if await targets.names_others_alone(turn):
        turn.tell(turn.text("booking-none-of-it"))
        return
    booking = await _this(turn)
    if booking is None:
        return
    if others := await _others_named(turn, booking):
        turn.tell(turn.text("booking-not-yours", what=others), **view.data(booking))
        return
    goal = Goal(until=(await goal_of(turn, booking, turn.said.text, ends=True)).until)
    _, ends = moving.span(turn, booking, goal, None)
    if goal.is_said and turn.now < ends < booking.ends_at:
        await moving.move_one(turn, booking, goal)
        return
    if booking.starts_at > turn.now:
        await ending.cancel(turn, booking)
        return
    booking = await presence.end_early(turn.session, turn.park, booking.id, now=turn.now)
    turn.tell(
        turn.text("booking-released", **await view.about(turn, booking)), **view.data(booking)
    )


async def _others_named(turn: Turn, booking: Booking) -> str | None:
    """What the message names, where that is not what they have: it was moved from there."""
    things = await view.all_things(turn)
    named = naming.named_in(turn.said.text, things).things
    if not named or booking.resource_id in named:
        return None
    return next(turn.named(one.resource) for one in things if one.id in named)


async def _this(turn: Turn) -> Booking | None:
    """The one that goes on now; else the one that is meant."""
    told, here = await turn.last_told(), await near(turn)
    running = [one for one in here if one.starts_at <= turn.now]
    running += [one for one in here if one.booking_no == told.get("booking_no")]
    if running:
        return running[0]
    found = await targets.meant(turn, legible(turn.said.text))
    if len(found.bookings) == 1:
        return found.bookings[0]
    if not turn.utterances:
        turn.tell(turn.text("booking-none-now"))
    return None


async def goes_on(turn: Turn) -> bool:
    """Whether they have something now."""
    return any(one.starts_at <= turn.now for one in await near(turn))


async def near(turn: Turn) -> list[Booking]:
    """What they have now, or in a quarter of an hour."""
    return [
        one
        for one in await view.mine(turn)
        if one.status in {"confirmed", "checked_in"}
        and one.starts_at - presence.EARLY <= turn.now < one.ends_at
    ]
