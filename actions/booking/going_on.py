"""What is said second: a message that goes on about what was offered, wished or booked just now,
wherever the bot has led it. One place decides; what is done stands beside.

| what we spoke of | what a message may do with it |
|---|---|
| offers, as buttons | take one, ask what it costs or from when, leave it, say how long |
| a wish that could not be, or was shown | the same with another room, time or number of people |
| a booking, a series | longer, shorter, moved, given up, asked about (`changing.take`) |
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from actions.booking import (
    afterwards,
    asked,
    beside,
    holding,
    instead,
    narrowing,
    picking,
    sooner,
    standing,
    staying,
    terms,
    view,
)
from actions.booking import now as of_now
from actions.booking.now import Now
from actions.booking.offered import wait_as_said
from actions.kit.base import Events
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import naming, reading
from services.booking.reading import Wants
from services.kit.folding import legible
from times.lengths import lasting
from times.reading import read
from times.said import Shift
from times.stretches import stretches

_LEAVES = {Wants.NOT_NOW: "booking-not-now", Wants.CANCEL: "booking-dropped"}
_OURS = frozenset({"book", "find_room", "track_booking", "change_booking"})
_OTHERS = frozenset({"order_food", "order_goods", "report_repair", "ask_faq"})
_NO_ROOM = 0.6
_NEAR = timedelta(minutes=15)


async def take(turn: Turn) -> Events | None:
    """Do what the message does with what was just spoken of; None where it is nothing of that, or
    where `changing.take` does it."""
    if turn.said.pressed or turn.active_form is not None:
        return None
    for takes in (wait_as_said, narrowing.pick, holding.more_cups):
        if await takes(turn):
            return []
    now = await of_now.about(turn)
    if now is None:
        return await _of_nothing(turn)
    sure = of_now.SURE if now.fresh else of_now.PLAINLY
    if now.picks and (now.fresh or of_now.does(turn, sure, now) == "take"):
        if await picking.take(turn, now) or await beside.book_both(turn, now.picks):
            return []
        if await _beside_offers(turn, now):
            return []
    return await _asks(turn, now, of_now.wanted(turn, sure, now))


async def _beside_offers(turn: Turn, now: Now) -> bool:
    """What is said of offers and takes none: that none is wanted, or how long it is to be."""
    wanted = Wants.NOT_NOW if reading.not_yet(turn.said.text) else of_now.wanted(turn, beside=now)
    offers = any(one.number is None for one in now.picks)
    if offers and wanted in _LEAVES:
        turn.tell(turn.text(_LEAVES[wanted]))
        return True
    if of_now.does(turn) == "done" and not reading.wants_to(Wants.RELEASE, turn.said.text):
        turn.tell(turn.text("booking-which"), buttons=list(now.buttons), **now.told)
        return True
    length = lasting(legible(turn.said.text[: reading.LONGEST]))
    if wanted in {Wants.SHORTER, Wants.EXTEND} and length and not offers:
        return await picking.shorten(turn, now, length)
    return False


async def _asks(turn: Turn, now: Now, wanted: Wants | None) -> Events | None:
    booking = await _spoken_of(turn, now)
    if await asked.decision(turn, booking):
        return []
    if wanted in {Wants.PRICE, Wants.RULES} and terms.asked_for(turn.said.text):
        wanted = Wants.HOURS
    answers = _ANSWERS.get(wanted) if wanted is not None else None
    if answers is not None and await answers(turn, now, booking):
        return []
    if _is_an_order(turn):
        return None
    return await _with(turn, now, booking)


async def _with(turn: Turn, now: Now, booking: Booking | None) -> Events | None:
    """What is done with the booking or the wish that was spoken of."""
    if booking is not None:
        return [] if now.fresh and await _takes_it(turn, booking) else None
    if await instead.give_up_for_it(turn, now):
        return []
    if await instead.is_left(turn, now):
        turn.tell(turn.text("booking-not-now"))
        return []
    if now.wish is None or not now.fresh or await instead.is_of_theirs(turn, now):
        return None
    return await afterwards.of_wish(turn, now.wish)


async def _takes_it(turn: Turn, booking: Booking) -> bool:
    """ "Book it", of what is booked."""
    if turn.said.intent != "out_of_scope" or of_now.does(turn) != "take":
        return False
    turn.tell(turn.text("booking-stays", **await view.about(turn, booking)), **view.data(booking))
    return True


def _is_an_order(turn: Turn) -> bool:
    """Whether it is about something to eat, and hardly about rooms: its hour is that of lunch."""
    eats = turn.said.intent == "order_food" and not reading.speaks_of_bookings(turn.said.text)
    return eats and not of_now.is_of_rooms(turn)


async def tell_decision(turn: Turn, now: Now) -> bool:
    """Whether it asks until when staff decide about what was spoken of, which is told then."""
    return await asked.decision(turn, await _spoken_of(turn, now))


async def _rules(turn: Turn, now: Now, booking: Booking | None) -> bool:
    text = turn.said.text
    if reading.as_long_as_can_be(text):
        return False
    asks = reading.asks_how_early(text) or reading.asks_for_rules(text)
    asks = asks or bool(reading.aspects(text))
    return asks and await asked.rules(turn, now, booking)


async def _hours(turn: Turn, now: Now, booking: Booking | None) -> bool:
    """What is left: of the free hours, or until somebody else has it."""
    of_hours = reading.wants_to(Wants.HOURS, turn.said.text)
    if not of_hours and await staying.tell(turn, booking):
        return True
    if now.fresh:
        await terms.tell(turn, Wants.HOURS)
    return now.fresh


async def _kept(turn: Turn, now: Now, booking: Booking | None) -> bool:
    if booking is None and now.wish is not None:
        return False  # There is nothing that could stay.
    says_no = reading.wants_to(Wants.CANCEL, turn.said.text) and not reading.keeps(turn.said.text)
    if says_no and of_now.does(turn, of_now.PLAINLY) != "keep":
        return False
    if now.fresh:
        await standing.keep(turn)
    return now.fresh


async def _not_now(turn: Turn, now: Now, booking: Booking | None) -> bool:
    """Where a date is called off, that one is meant."""
    text = legible(turn.said.text[: reading.LONGEST])
    if reading.wants_to(Wants.CANCEL, text) and stretches(text, turn.local_now):
        return False
    if now.fresh:
        booked = booking is not None or "booking_no" in now.told
        turn.tell(turn.text("affirm-content" if booked else "booking-not-now"))
    return now.fresh


async def _sooner(turn: Turn, _now: Now, booking: Booking | None) -> bool:
    said = read(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    moves = reading.is_moved(turn.said.text) or any(isinstance(one, Shift) for one in said)
    return not moves and await sooner.ends(turn, booking)


async def _what(turn: Turn, now: Now, booking: Booking | None) -> bool:
    return now.fresh and booking is None and await asked.what(turn, now)


_ANSWERS: Mapping[Wants, Callable[[Turn, Now, Booking | None], Awaitable[bool]]] = {
    Wants.PRICE: asked.price,
    Wants.RULES: _rules,
    Wants.HOURS: _hours,
    Wants.KEEP: _kept,
    Wants.NOT_NOW: _not_now,
    Wants.SHORTER: _sooner,
    Wants.STANDS: _what,
}


async def _of_nothing(turn: Turn) -> Events | None:
    """No room was spoken of. One that is not needed is said so, and nothing is called off; what
    surely is something else is none of it."""
    said = turn.said
    other = said.intent in _OTHERS or said.says("fault", "broken")
    if said.goes_on.get("no_room", 0.0) >= _NO_ROOM and not other:
        turn.tell(turn.text("booking-no-room"))
        return []
    wanted = of_now.wanted(turn, of_now.PLAINLY)
    if wanted is Wants.HOURS:
        of_hours = reading.wants_to(Wants.HOURS, turn.said.text)
        if of_hours or not await staying.tell(turn, None):
            await terms.tell(turn, wanted)
        return []
    if wanted is Wants.RULES and reading.asks_how_early(turn.said.text):
        return [] if _speaks(turn) and await asked.rules(turn, None, None) else None
    if wanted is Wants.PRICE or reading.asks_the_price(turn.said.text):
        wanted = Wants.PRICE
    if wanted is Wants.PRICE and await _names_a_thing(turn) and await asked.price(turn, None, None):
        return []
    return None


def _speaks(turn: Turn) -> bool:
    """Whether it was heard as being about rooms, or speaks of one."""
    return turn.said.intent in _OURS or reading.speaks_of_bookings(turn.said.text)


async def _names_a_thing(turn: Turn) -> bool:
    named = naming.named_in(turn.said.text, await view.all_things(turn))
    return bool(named.things or named.pools)


async def _spoken_of(turn: Turn, now: Now) -> Booking | None:
    number = now.told.get("booking_no")
    mine = await view.changeable(turn)
    return next((one for one in mine if one.booking_no == number), None)


async def is_near(turn: Turn) -> bool:
    """Whether they have something now, or booked it just now: then a message that surely changes a
    room is about that one."""
    return any(
        one.starts_at - _NEAR <= turn.now < one.ends_at or turn.now - one.updated_at <= _NEAR
        for one in await view.changeable(turn)
    )
