"""What is asked about a room that was spoken of: what it costs, from when it can be booked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from actions.booking import prices, terms, view
from actions.booking.now import Now
from actions.kit.turn import Turn
from models.booking import Booking
from models.booking_shelf import BookingPool
from services.booking import conditions, costs, naming, reading, telling
from services.booking.reading import Wants
from services.booking.shelf import Thing
from services.kit.folding import legible
from services.texts import when
from times.stretches import stretches


async def price(turn: Turn, now: Now | None, booking: Booking | None) -> bool:
    """What the time costs that was offered, wished or booked; what its kind costs, where no time
    was said."""
    things = await view.all_things(turn)
    span = _span(turn, now, booking)
    pool = _pool(turn, things, now, booking)
    if pool is None:
        return False
    if span is None:
        await terms.of_pool(turn, pool, things)
        return True
    starts, ends = span
    found = await costs.cost(
        turn.session, turn.park, await view.me(turn), pool, starts_at=starts, ends_at=ends
    )
    when_it_is = telling.time(starts, ends, turn.language, now=turn.now, park=turn.park)
    beyond = booking.charged_min if booking is not None else found.beyond
    free = "no" if beyond else "yes"
    heading = turn.text("booking-price-of", pool=turn.named(pool), when=when_it_is, free=free)
    lines = [heading]
    if booking is not None:
        lines += await prices.told(turn, booking)
        then = starts.astimezone(turn.zone).date() != turn.local_now.date()
        lines += [telling.left(pool, one, turn.language, then=then) for one in found.standings]
    elif found.standings:
        currency = turn.park.currency
        lines.append(telling.cost(found, starts, ends, currency, turn.language))
    if found.standings and found.hour_price is None:
        lines.append(turn.text("booking-price-unknown", phone=turn.park.desk_phone))
    turn.tell("\n".join(lines), **(view.data(booking) if booking else _again(now)))
    return True


async def rules(turn: Turn, now: Now | None, booking: Booking | None) -> bool:
    """From when a day can be booked, if one is told or was wished; else the rules of the kind."""
    things = await view.all_things(turn)
    pool = _pool(turn, things, now, booking)
    if pool is None:
        return False
    day = _day(turn, now)
    if day is None or not reading.asks_how_early(turn.said.text):
        await terms.of_pool(turn, pool, things)
        return True
    opens = day - timedelta(days=pool.horizon_days)
    open_now = opens.date() <= turn.local_now.date()
    turn.tell(
        turn.text(
            "booking-how-early",
            pool=turn.named(pool),
            days=pool.horizon_days,
            day=when.day(day, turn.language, turn.now, turn.zone),
            opens="now" if open_now else when.day(opens, turn.language, turn.now, turn.zone),
        ),
        **_again(now),
    )
    return True


async def decision(turn: Turn, booking: Booking | None) -> bool:
    """Until when staff say yes or no, where that is asked of something that waits for it."""
    if booking is None or booking.held_for != "approval" or booking.next_alarm_at is None:
        return False
    text = turn.said.text
    if not reading.asks_of_decision(text) or reading.wants_to(Wants.CANCEL, text):
        return False
    if reading.wants_to(Wants.MOVE, text):
        return False
    until = when.span(booking.next_alarm_at, None, turn.language, turn.now, turn.zone)
    about = await view.about(turn, booking)
    turn.tell(turn.text("booking-decided-by", until=until, **about), **view.data(booking))
    return True


async def what(turn: Turn, now: Now) -> bool:
    """What something that they name, or the one that was offered, holds and has; whether that is
    enough for what was wished. What was offered is offered still."""
    things = await view.all_things(turn)
    named = naming.named_in(turn.said.text, things).things
    offered = {one.resource for one in now.picks}
    those = [one for one in things if one.id in named]
    those = those or [one for one in things if one.resource.code in offered]
    if len(those) != 1:
        return False
    lines = [conditions.thing(those[0], turn.language)]
    people, holds = (now.wish or {}).get("headcount"), those[0].resource.capacity
    people = naming.headcount_in(await view.words(turn)) or people
    if people and holds:
        key = "booking-enough" if people <= holds else "booking-not-enough"
        lines.append(turn.text(key, people=people))
    turn.tell("\n".join(lines), buttons=list(now.buttons), **now.told)
    return True


def _again(now: Now | None) -> dict[str, Any]:
    """What was spoken of stays so."""
    if now is None:
        return {}
    return {name: one for name, one in now.told.items() if name.startswith("booking_")}


def _day(turn: Turn, now: Now | None) -> datetime | None:
    """The last day that the message tells; else the day that was wished."""
    said = stretches(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    if said:
        return datetime.combine(said[-1].last, datetime.min.time(), turn.zone)
    wish = now.wish if now is not None else None
    if wish is None or not wish.get("day"):
        return None
    return datetime.fromisoformat(str(wish["day"])).astimezone(turn.zone)


def _span(turn: Turn, now: Now | None, booking: Booking | None) -> tuple[datetime, datetime] | None:
    if span := reading.hours_in(legible(turn.said.text[: reading.LONGEST]), turn.local_now):
        return span
    if booking is not None:
        return booking.starts_at, booking.ends_at
    if now is None:
        return None
    offers = [one.about for one in now.picks if one.number is None]
    of = offers[0] if offers else now.wish or {}
    if not (of.get("starts") and of.get("ends")):
        return None
    starts, ends = (datetime.fromisoformat(str(of[name])) for name in ("starts", "ends"))
    return starts, ends


def _pool(
    turn: Turn, things: Sequence[Thing], now: Now | None, booking: Booking | None
) -> BookingPool | None:
    """Of what the message names, else of what was spoken of, else of rooms where they alone can be
    meant."""
    named = naming.named_in(turn.said.text, things)
    pools = {one.pool.code: one.pool for one in things}
    codes = {one.pool.code for one in things if one.id in named.things} | set(named.pools)
    if len(codes) == 1:
        return pools[next(iter(codes))]
    if booking is not None:
        return next((one for one in pools.values() if one.id == booking.pool_id), None)
    if now is not None and (now.wish or {}).get("pool") in pools:
        return pools[str((now.wish or {})["pool"])]
    offered = {one.resource for one in now.picks} if now is not None else set()
    of = next((one.pool for one in things if one.resource.code in offered), None)
    rooms = [one for one in pools.values() if one.kind == "room"]
    return of or (rooms[0] if len(rooms) == 1 else None)
