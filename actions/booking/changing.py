"""Whatever else somebody wants of what they have booked, read by the words of the message."""

from collections.abc import Awaitable, Callable, Mapping

from actions.booking import (
    afterwards,
    beginning,
    being_there,
    coming,
    elsewhere,
    ending,
    guests,
    moving,
    narrowing,
    recurring,
    standing,
    targets,
    terms,
    view,
)
from actions.booking.offered import wait_as_said
from actions.booking.settling import WISHED
from actions.kit.base import Events, ParkAction
from actions.kit.hooks import is_urgent, understood
from actions.kit.turn import Turn
from services.booking import dates, gaps, naming, reading
from services.booking.reading import Wants
from services.kit.folding import legible
from times.reading import read
from times.said import Said, Shift
from times.stretches import stretches

OVERHEARD = frozenset(
    {
        *("action_out_of_scope", "action_faq", "action_act", "action_deny", "action_complain"),
        *("action_ask_human", "action_thank", "action_chitchat", "action_goodbye", "action_greet"),
        "action_help",
    }
)
"""Actions of other packages that have a message heard here first."""
_SHORT = 24
"""Characters of a message that says that they are in their room, and no more."""
_SPOKEN_OF = ("booking_no", "booking_series_id", "booking_series", WISHED)
"""In the data of what we said last, where it was about bookings."""
_VISITS = frozenset({"register_visitor", "cancel_visit", "track_visit"})
_OTHERS = frozenset({"order_food", "order_goods", "report_repair"})
_TERMS = frozenset({Wants.HOURS, Wants.STRIKES, Wants.WAITS})
_BY_DAY = frozenset({Wants.MOVE, Wants.EXTEND, Wants.CANCEL})
"""What a message in which nothing else was heard may want of the booking of the day it names."""
_NEEDS_NO_BOOKING = _TERMS | {Wants.FILL, Wants.ELSEWHERE, Wants.COFFEE}


class ChangeBooking(ParkAction):
    """change_booking: moved, longer, shorter, with more guests …"""

    action_name = "action_change_booking"

    async def act(self, turn: Turn) -> Events:
        if (done := await take(turn)) is not None:
            return done
        otherwise = await understood(turn, self.action_name)
        if otherwise is not None:
            return otherwise
        mine = await view.mine(turn)
        if not mine:
            turn.tell(turn.text("booking-track-none"))
            return []
        about = await view.about(turn, mine[0])
        turn.tell(turn.text("booking-change-what", **about), **view.data(mine[0]))
        return []


class CancelBooking(ParkAction):
    """Give one up: the one that is named, or the only one; or dates of a series."""

    action_name = "action_cancel_booking"

    async def act(self, turn: Turn) -> Events:
        says_so = turn.said.pressed or reading.wants_to(Wants.CANCEL, turn.said.text)
        if (not says_so or _wanted(turn) is not Wants.CANCEL) and await view.mine(turn):
            done = None if turn.said.pressed else await take(turn)
            if done is not None:
                return done
        if not turn.said.pressed and await recurring.hear_more(turn):
            return []
        if turn.said.value("booking_no") is None and not await view.mine(turn):
            otherwise = await understood(turn, self.action_name)
            if otherwise is not None:
                return otherwise
        await ending.cancel_meant(turn, sure=says_so)
        return []


async def overhear(turn: Turn) -> Events | None:
    """A message that led elsewhere, where it is about what they have booked."""
    said = turn.said
    if said.pressed or is_urgent(said) or said.danger.get("zone") not in {None, "none"}:
        return None
    if await wait_as_said(turn) or await narrowing.pick(turn):
        return []
    told = await turn.last_told()
    spoken_of = turn.active_form is None and any(name in told for name in _SPOKEN_OF)
    for hears in (_arrives, _begins, _asks_rules):
        if (done := await hears(turn)) is not None:
            return done
    if spoken_of:
        return await (_takes if reading.keeps(said.text) else _adds)(turn)
    if reading.speaks_of_bookings(said.text):
        return await _takes(turn)
    return await _unspoken(turn)


async def _arrives(turn: Turn) -> Events | None:
    short = len(turn.said.text) <= _SHORT and reading.wants_to(Wants.HERE, turn.said.text)
    return await being_there.arrive(turn) if short else None


async def _begins(turn: Turn) -> Events | None:
    """A visit that was heard, with a room to have it in."""
    if turn.said.intent != "register_visitor" or not await _books_with_guests(turn):
        return None
    return await beginning.begin_within(turn)


async def _asks_rules(turn: Turn) -> Events | None:
    asks = turn.said.intent == "ask_faq" and not reading.wants_to(Wants.INTRUDER, turn.said.text)
    return await terms.answer(turn) if asks else None


async def _unspoken(turn: Turn) -> Events | None:
    """What needs no word of a booking: coffee for the one just made, somebody in a room that they
    name, what is left of their hours."""
    wanted = reading.wants(turn.said.text)
    if wanted is Wants.COFFEE:
        return await afterwards.take(turn)
    if wanted is Wants.INTRUDER and await targets.names_one(turn):
        return await take(turn, overheard=True)
    asks = wanted in _TERMS and _asks_for_terms(turn.said.text)
    if wanted is Wants.CANCEL and not _names_a_dish(turn) and await targets.names_one(turn):
        return await take(turn, overheard=True)
    if not asks and turn.said.intent == "out_of_scope" and wanted in _BY_DAY:
        words, _ = reading.halves(turn.said.text)
        asks = bool(stretches(words, turn.local_now))
        asks = asks and bool((await targets.meant(turn, words)).bookings)
    return await _takes(turn) if asks else None


async def _takes(turn: Turn) -> Events | None:
    said = turn.said
    if said.edits_cart or said.intent in _OTHERS or await _is_of_something_else(turn):
        return None
    return await take(turn, overheard=True)


async def _adds(turn: Turn) -> Events | None:
    """More of what we just spoke of, in words that led elsewhere: nothing of a cart, no fault."""
    said = turn.said
    named = naming.named_in(said.text, await view.all_things(turn))
    dishes = _names_a_dish(turn)
    stands = reading.wants(said.text) is Wants.STANDS
    ours = stands or named.things or named.pools or reading.wants_to(Wants.COFFEE, said.text)
    visits = said.intent in _VISITS and said.says("visitor_name")
    if visits and await _comes_to_it(turn):
        return await coming.take(turn)
    if visits or (dishes and not ours) or said.says("fault", "broken"):
        return await _takes(turn)
    wanted = _wanted(turn)
    if wanted in {None, Wants.COFFEE, Wants.HOURS} or reading.wants_another(said.text):
        added = await afterwards.take(turn)
        return added if added is not None else await _takes(turn)
    if (dishes and not ours) or (wanted is Wants.CANCEL and await _is_of_something_else(turn)):
        return None
    return await take(turn, overheard=True)


async def _comes_to_it(turn: Turn) -> bool:
    """Whether somebody is named who comes to what we just spoke of, and to nothing at another time
    nor in the place of anybody."""
    told, said = await turn.last_told(), turn.said
    names, _ = guests.told(said)
    apart = _says_when(turn) or reading.replaces_somebody(said.text)
    return "booking_no" in told and bool(names) and not apart


def _names_a_dish(turn: Turn) -> bool:
    found = (one for one in turn.said.entities if one["entity"] == "item")
    return any(not one.get("unknown") for one in found)


async def _is_of_something_else(turn: Turn) -> bool:
    """Whether it names an order, a repair, a visit, or is too little to give a booking up."""
    said, wanted = turn.said, reading.wants(turn.said.text)
    numbers = {one["entity"] for one in said.entities if str(one["entity"]).endswith("_no")}
    if said.names_kind("order", "repair") or numbers - {"booking_no"}:
        return True
    if said.names_kind("visit") and wanted is not Wants.GUESTS:
        return True
    text = legible(said.text[: reading.LONGEST])
    told = bool(reading.scope(text) or stretches(text, turn.local_now))
    told = told or await targets.names_one(turn)
    return wanted is Wants.CANCEL and not (told or reading.gives_up_plainly(text))


async def _books_with_guests(turn: Turn) -> bool:
    """The park's things are read only where the words leave it to them."""
    if guests.may_book_a_room(turn.said.text):
        named = naming.named_in(turn.said.text, await view.all_things(turn))
        return guests.books_a_room(turn, named)
    return False


def _asks_for_terms(text: str) -> bool:
    return any(
        one in legible(text[: reading.LONGEST])
        for one in ("剩", "爽约", "候补", "left", "strike", "allowance", "waiting list")
    )


async def take(turn: Turn, *, overheard: bool = False) -> Events | None:
    """Do it; None where it says nothing of the kind, or there is nothing that it could be about."""
    for takes in (wait_as_said, recurring.hear_more, ending.ends_sooner, narrowing.pick):
        if await takes(turn):
            return []
    wanted = _wanted(turn)
    asked = await turn.asked()
    if wanted is None and asked.get("expects") == "booking_move" and _says_when(turn):
        wanted = Wants.MOVE
    if wanted in {None, Wants.STANDS} and reading.keeps(turn.said.text) and await view.mine(turn):
        await standing.keep(turn)
        return []
    if wanted is None:
        return await afterwards.take(turn)
    if overheard and wanted is Wants.HOURS and not _asks_for_terms(turn.said.text):
        return await afterwards.take(turn)
    if wanted not in _NEEDS_NO_BOOKING and not await view.mine(turn):
        return None
    return await _do(turn, wanted, overheard=overheard)


def _wanted(turn: Turn) -> Wants | None:
    """Who wants in earlier, or begins later and stays until an hour, moves it, whatever else is
    said of guests or of staying."""
    wanted = reading.wants(turn.said.text)
    if reading.keeps_its_end(turn.said.text):
        return Wants.MOVE
    said = read(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    later = wanted is Wants.EXTEND and any(isinstance(one, Shift) for one in said)
    until = any(isinstance(one, Said) and one.bound == "until" for one in said)
    return Wants.MOVE if later and until else wanted


async def _do(turn: Turn, wanted: Wants, *, overheard: bool) -> Events | None:
    if wanted in _TERMS:
        await terms.tell(turn, wanted)
        return []
    if wanted in _DONE:
        await _DONE[wanted](turn)
        return []
    match wanted:
        case Wants.ELSEWHERE if await being_there.ask_elsewhere(turn):
            return []
        case Wants.INTRUDER if await being_there.dispute(turn):
            return []
        case Wants.HERE | Wants.GUESTS:
            return await (being_there.arrive if wanted is Wants.HERE else coming.take)(turn)
    return await (
        _fill(turn, overheard=overheard) if wanted is Wants.FILL else afterwards.take(turn)
    )


async def _move(turn: Turn) -> None:
    if not await elsewhere.take(turn):
        await moving.move(turn)


_DONE: Mapping[Wants, Callable[[Turn], Awaitable[None]]] = {
    Wants.EXTEND: being_there.extend,
    Wants.RELEASE: being_there.release,
    Wants.STANDS: standing.tell,
    Wants.MOVE: _move,
    Wants.CANCEL: ending.cancel_meant,
}


async def _fill(turn: Turn, *, overheard: bool) -> Events | None:
    """Gaps of the series that we spoke of, else of the newest that has some."""
    told = await turn.last_told()
    if isinstance(told.get("booking_series_id"), int):
        await recurring.fill(turn, told["booking_series_id"])
        return []
    person_id = turn.conversation.person_id
    for one in await dates.of_person(turn.session, turn.park_id, person_id):
        if await gaps.open_gaps(turn.session, turn.park_id, one.id, now=turn.now):
            await recurring.fill(turn, one.id)
            return []
    if overheard:
        return None
    turn.tell(turn.text("booking-series-whole"))
    return []


def _says_when(turn: Turn) -> bool:
    return bool(read(legible(turn.said.text[: reading.LONGEST]), turn.local_now))
