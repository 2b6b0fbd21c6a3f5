"""Whatever else somebody wants of what they have booked, read by the words of the message."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from actions.booking import (
    afterwards,
    beginning,
    being_there,
    ending,
    guests,
    moving,
    recurring,
    targets,
    terms,
    view,
)
from actions.booking.settling import WISHED
from actions.kit.base import Events, ParkAction
from actions.kit.hooks import is_urgent, understood
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import dates, gaps, naming, reading
from services.booking.reading import Wants
from services.kit.folding import legible
from times.reading import read
from times.said import Said
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
        wanted = None if turn.said.pressed else reading.wants(turn.said.text)
        if wanted not in {None, Wants.CANCEL} and await view.mine(turn):
            done = await take(turn)
            if done is not None:
                return done
        if not turn.said.pressed and await recurring.hear_more(turn):
            return []
        if turn.said.value("booking_no") is None and not await view.mine(turn):
            otherwise = await understood(turn, self.action_name)
            if otherwise is not None:
                return otherwise
        await ending.cancel_meant(turn)
        return []


async def overhear(turn: Turn) -> Events | None:
    """A message that led elsewhere, where it is about what they have booked."""
    said = turn.said
    if said.pressed or is_urgent(said) or said.danger.get("zone") not in {None, "none"}:
        return None
    told = await turn.last_told()
    spoken_of = turn.active_form is None and any(name in told for name in _SPOKEN_OF)
    for hears in (_arrives, _begins, _asks_rules):
        if (done := await hears(turn)) is not None:
            return done
    if spoken_of:
        return await _adds(turn)
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
    dishes = any(one["entity"] == "item" for one in said.entities)
    ours = named.things or named.pools or reading.wants_to(Wants.COFFEE, said.text)
    visits = said.intent in _VISITS and said.says("visitor_name")
    if visits or (dishes and not ours) or said.says("fault", "broken"):
        return await _takes(turn)
    wanted = reading.wants(said.text)
    if wanted in {None, Wants.COFFEE, Wants.HOURS} or reading.wants_another(said.text):
        added = await afterwards.take(turn)
        return added if added is not None else await _takes(turn)
    if dishes or (wanted is Wants.CANCEL and await _is_of_something_else(turn)):
        return None
    return await take(turn, overheard=True)


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
    named = naming.named_in(turn.said.text, await view.all_things(turn))
    return guests.books_a_room(turn, named)


def _asks_for_terms(text: str) -> bool:
    return any(
        one in legible(text[: reading.LONGEST])
        for one in ("剩", "爽约", "候补", "left", "strike", "allowance", "waiting list")
    )


async def take(turn: Turn, *, overheard: bool = False) -> Events | None:
    """Do it; None where it says nothing of the kind, or there is nothing that it could be about."""
    if await recurring.hear_more(turn):
        return []
    wanted = reading.wants(turn.said.text)
    asked = await turn.asked()
    if wanted is None and asked.get("expects") == "booking_move" and _says_when(turn):
        wanted = Wants.MOVE
    if wanted is None:
        return await afterwards.take(turn)
    if overheard and wanted is Wants.HOURS and not _asks_for_terms(turn.said.text):
        return await afterwards.take(turn)
    if wanted not in _NEEDS_NO_BOOKING and not await view.mine(turn):
        return None
    return await _do(turn, wanted, overheard=overheard)


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
            return await (being_there.arrive if wanted is Wants.HERE else _guests)(turn)
    return await (
        _fill(turn, overheard=overheard) if wanted is Wants.FILL else afterwards.take(turn)
    )


_DONE: Mapping[Wants, Callable[[Turn], Awaitable[None]]] = {
    Wants.EXTEND: being_there.extend,
    Wants.RELEASE: being_there.release,
    Wants.MOVE: moving.move,
    Wants.CANCEL: ending.cancel_meant,
}


async def _guests(turn: Turn) -> Events | None:
    """Who else comes; None where none of what they have is meant: then it is a visit by itself."""
    if "visit_no" in await turn.last_told():
        return None
    found = await targets.meant(turn, legible(turn.said.text))
    those = [one for one in found.bookings if _fits(turn, one)]
    if not those:
        return None
    if len(those) > 1 and found.certain:
        return await guests.add_each(turn, those)
    if len(those) > 1:
        return await _which(turn, those)
    return await guests.add(turn, those[0])


async def _which(turn: Turn, those: Sequence[Booking]) -> Events:
    names, count = guests.told(turn.said)
    buttons = []
    series = {one.series_id for one in those}
    if len(series) == 1 and None not in series:
        title = turn.text("button-booking-guests-each", count=len(those))
        payload = recurring.deed(
            do="guests_each", series=those[0].series_id, names=names, count=max(1, count)
        )
        buttons.append(button(title, payload))
    for one in those[: ending.SHOWN - len(buttons)]:
        about = await view.about(turn, one)
        title = turn.text("booking-offer", what=about["what"], when=about["when"])
        payload = recurring.deed(
            do="guests", booking_no=one.booking_no, names=names, count=max(1, count)
        )
        buttons.append(button(title, payload))
    turn.tell(turn.text("booking-guests-which"), buttons=buttons, expects="choice")
    return []


def _fits(turn: Turn, booking: Booking) -> bool:
    """Whether the hour that the message names, if it names one, is within it."""
    said = read(legible(turn.said.text[: reading.LONGEST]), turn.local_now)
    hours = [one for one in said if isinstance(one, Said) and one.clock_named and not one.asap]
    clocks = [(one.starts.hour, one.starts.minute) for one in hours if one.grain == "minute"]
    first, last = (one.astimezone(turn.zone) for one in (booking.starts_at, booking.ends_at))
    return not clocks or any(
        (first.hour, first.minute) <= one < (last.hour, last.minute) for one in clocks
    )


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
