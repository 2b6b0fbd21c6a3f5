"""Moving what is booked: to another hour, day or room; one, some dates of a series, or all."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from actions.booking import offering, prices, recurring, targets, view
from actions.booking.goals import ENDED, Goal, goal_of
from actions.booking.refusals import SAID, why
from actions.booking.targets import Meant
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import booking as bookings
from services.booking import dates, reading, rules, shelf, states, telling
from services.booking.booking import Asked
from services.booking.costs import CostsMore
from services.booking.free import Offer
from services.booking.shelf import Thing
from services.claims.claims import Taken
from services.kit import gatherings
from services.kit.actors import tenant
from services.kit.errors import Conflict, NotFound

REHOUSED = "booking_rehoused"
"""In the data of a message of ours: it is in another room since."""
ASKED = "booking_move_dates"
"""What a yes to moving several dates settles."""
NOTHING: Mapping[str, int | None] = MappingProxyType({})
SHOWN = 5
_STEP = 30
"""Minutes on which what goes on elsewhere begins, where its kind is not known."""


async def move(turn: Turn) -> None:
    """What the message means, to where it says; asked where either is not clear."""
    which, where = reading.halves(turn.said.text)
    found = await targets.meant(turn, which)
    if not found.bookings:
        weekday = await targets.on_weekday(turn, which)
        found = Meant(weekday or await targets.spoken_of(turn) or await _the_only_one(turn))
    goal = await goal_of(turn, found.bookings[0] if len(found.bookings) == 1 else None, where)
    if not found.bookings and not turn.utterances:
        turn.tell(turn.text("booking-track-none"))
    if not found.bookings:
        return
    if len(found.bookings) > 1 and not found.certain and not goal.is_said:
        await _ask_which(turn, found, goal)
    elif len(found.bookings) == 1 and (larger := reading.size(turn.said.text)):
        await offering.sizes(turn, found.bookings[0], larger)
    elif not goal.is_said:
        about = await view.about(turn, found.bookings[0])
        only = len(found.bookings) == 1
        data = view.data(found.bookings[0]) if only else {}
        key = "booking-move-where" if only else "booking-move-where-all"
        turn.tell(turn.text(key, **about), expects="booking_move", **data)
    elif len(found.bookings) == 1:
        await move_one(turn, found.bookings[0], goal)
    elif not found.certain:
        await _ask_which(turn, found, goal)
    else:
        await _ask_dates(turn, found, goal)


async def _the_only_one(turn: Turn) -> list[Booking]:
    """Where the days that are named are those on which it cannot be, and to which it goes."""
    mine = await view.changeable(turn)
    return mine if len(mine) == 1 else []


async def move_one(
    turn: Turn, booking: Booking, goal: Goal, pays: Mapping[str, int | None] = NOTHING
) -> None:
    """Another time, or another thing; where it is taken, what comes nearest is offered. `pays`:
    what they have agreed to pay (`prices.agreed`)."""
    thing = await _thing(turn, booking, goal)
    starts, ends = _on_steps(thing, *span(turn, booking, goal, thing))
    was = (booking.resource_id, booking.starts_at, booking.ends_at)
    if was == (thing.id, starts, ends) or ends <= starts:
        key = "booking-stays" if ends > starts else "cannot-booking-invalid"
        turn.tell(turn.text(key, **await view.about(turn, booking)), **view.data(booking))
        return
    asked = Asked(thing, starts, ends, **pays)  # type: ignore[arg-type]
    guests = await gatherings.expected(turn.session, turn.park_id, states.subject(booking))
    try:
        async with turn.session.begin_nested():
            moved = await bookings.move_to(
                turn.session,
                turn.park,
                booking.id,
                asked,
                by=tenant(turn.conversation.person_id),
                now=turn.now,
            )
    except Taken:
        await turn.session.refresh(booking)
        await offering.nearest(turn, booking, asked)
        return
    except CostsMore as more:
        await turn.session.refresh(booking)
        again = {"do": "move", "numbers": [booking.booking_no], "to": goal.stored()}
        offer = Offer(thing, asked.starts_at, asked.ends_at)
        await prices.ask(turn, booking, offer, more, again)
        return
    except SAID as refused:
        await turn.session.refresh(booking)
        kept = turn.text("booking-stays", **await view.about(turn, booking))
        turn.tell(f"{why(turn, refused)}\n{kept}", **view.data(booking))
        return
    except Conflict:
        turn.tell(turn.text("booking-cannot-move", **await view.about(turn, booking)))
        return
    key = "booking-moved"
    if was[:2] == (moved.resource_id, moved.starts_at):
        key = "booking-extended" if moved.ends_at > was[2] else "booking-shortened"
    lines = [turn.text(key, **await view.about(turn, moved))]
    if guests:
        lines.append(turn.text("booking-guests-follow", count=guests))
    lines += await prices.told(turn, moved)
    changed: dict[str, Any] = {REHOUSED: True} if moved.resource_id != was[0] else {}
    changed |= {ENDED: True} if was[:2] == (moved.resource_id, moved.starts_at) else {}
    turn.tell("\n".join(lines), **changed, **view.data(moved))


def _on_steps(thing: Thing, starts: datetime, ends: datetime) -> tuple[datetime, datetime]:
    """Around what was asked for, as what is booked anew."""
    step = timedelta(minutes=thing.pool.step_min)
    begins = rules.on_step(thing, starts).astimezone(starts.tzinfo)
    return begins, begins - (begins - ends) // step * step


def span(
    turn: Turn, booking: Booking, goal: Goal, thing: Thing | None
) -> tuple[datetime, datetime]:
    """From when until when it would be, by the park's clock. What goes on already goes on elsewhere
    from now, if no other beginning is said. `thing`: where, None where it is not known yet."""
    begins, ends = (one.astimezone(turn.zone) for one in (booking.starts_at, booking.ends_at))
    starts, until = goal.span(begins, ends)
    stays = thing is not None and thing.id == booking.resource_id
    if starts == begins and begins <= turn.now and not stays:
        step = timedelta(minutes=thing.pool.step_min if thing is not None else _STEP)
        midnight = begins.replace(hour=0, minute=0, second=0, microsecond=0)
        now = midnight + (turn.now - midnight) // step * step
        starts = max(starts, now) if now < until else starts
    return starts, until


async def move_numbers(
    turn: Turn, numbers: Sequence[str], goal: Goal, pays: Mapping[str, int | None] = NOTHING
) -> None:
    """Each of them that is theirs; those that cannot be moved stay, and are named."""
    those = []
    for number in numbers[: targets.MOST]:
        row = await states.find_by_number(turn.session, turn.park_id, str(number))
        if row is not None and row.person_id == turn.conversation.person_id:
            those.append(row)
    if len(those) == 1:
        await move_one(turn, those[0], goal, pays)
        return
    if not those:
        turn.tell(turn.text("booking-series-none"))
        return
    done = await dates.move(
        turn.session,
        turn.park,
        those,
        goal.moves(),
        lasts=timedelta(minutes=goal.minutes) if goal.minutes else None,
        thing=await _thing(turn, those[0], goal) if goal.thing else None,
        by=tenant(turn.conversation.person_id),
        now=turn.now,
    )
    lines = []
    if done.moved:
        those_days = telling.dates([one.starts_at for one in done.moved], turn.language, turn.park)
        about = await view.about(turn, done.moved[0])
        lines.append(
            turn.text(
                "booking-dates-moved",
                count=len(done.moved),
                dates=those_days,
                what=about["what"],
                hours=_clock(turn, done.moved[0]),
            )
        )
    if done.stay:
        told = telling.dates([one.starts_at for one, _ in done.stay], turn.language, turn.park)
        lines.append(turn.text("booking-dates-stay", count=len(done.stay), dates=told))
    turn.tell("\n".join(lines), booking_series_id=those[0].series_id)


async def settle_dates(turn: Turn) -> bool:
    """A yes or a no to moving several dates."""
    about = (await turn.asked()).get("booking_deed")
    if not isinstance(about, dict):
        return False
    if turn.said.intent != "affirm":
        turn.tell(turn.text("booking-kept"))
        return True
    return await press(turn, about)


async def press(turn: Turn, about: Mapping[str, Any]) -> bool:
    """A button that moves; False for what is none of ours."""
    try:
        goal = Goal.of(about.get("to") or {})
    except (ValueError, TypeError):
        return False
    numbers = list(about.get("numbers") or ())
    if not goal.is_said and len(numbers) == 1:
        await _ask_where(turn, numbers[0])
        return True
    await move_numbers(turn, numbers, goal, prices.agreed(about))
    return True


async def _ask_where(turn: Turn, number: str) -> None:
    """Of the one that was meant: to which time, or which room."""
    booking = await view.own_or_say(turn, number)
    if booking is not None:
        text = turn.text("booking-move-where", **await view.about(turn, booking))
        turn.tell(text, expects="booking_move", **view.data(booking))


async def _thing(turn: Turn, booking: Booking, goal: Goal) -> Thing:
    if goal.thing is not None:
        row = await shelf.by_code(turn.session, turn.park_id, goal.thing)
        if row is None:
            raise NotFound(goal.thing)
        return await shelf.thing(turn.session, turn.park, row.id, now=turn.now)
    return await shelf.thing(turn.session, turn.park, booking.resource_id, now=turn.now)


async def _ask_which(turn: Turn, found: Meant, goal: Goal) -> None:
    buttons = []
    for one in found.bookings[:SHOWN]:
        about = await view.about(turn, one)
        title = turn.text("booking-offer", what=about["what"], when=about["when"])
        payload = recurring.deed(do="move", numbers=[one.booking_no], to=goal.stored())
        buttons.append(button(title, payload))
    turn.tell(turn.text("booking-move-which"), buttons=buttons, expects="choice")


async def _ask_dates(turn: Turn, found: Meant, goal: Goal) -> None:
    told = telling.dates([one.starts_at for one in found.bookings], turn.language, turn.park)
    numbers = [one.booking_no for one in found.bookings]
    payload = recurring.deed(do="move", numbers=numbers, to=goal.stored())
    about = await view.about(turn, found.bookings[0])
    count = len(numbers)
    turn.tell(
        turn.text("booking-move-dates", count=count, dates=told, what=about["what"]),
        buttons=[button(turn.text("button-booking-move-dates", count=count), payload)],
        settles=ASKED,
        booking_deed=payload.about["booking_deed"],
    )


def _clock(turn: Turn, booking: Booking) -> str:
    starts, ends = (one.astimezone(turn.zone) for one in (booking.starts_at, booking.ends_at))
    return f"{starts:%H:%M}–{ends:%H:%M}"
