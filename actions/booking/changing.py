"""Whatever else somebody wants of what they have booked, read by the words of the message."""

from collections.abc import Sequence

from actions.booking import (
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
        *("action_ask_human", "action_thank"),
    }
)
"""Actions of other packages that have a message heard here first."""
_OTHERS = frozenset({"order_food", "order_goods", "report_repair"})
_TERMS = frozenset({Wants.HOURS, Wants.STRIKES, Wants.WAITS})
_NEEDS_NO_BOOKING = _TERMS | {Wants.FILL}


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
    spoken_of = turn.active_form is None and any(
        name in told for name in ("booking_no", "booking_series_id", "booking_series")
    )
    if not spoken_of and not reading.speaks_of_bookings(said.text):
        wanted = reading.wants(said.text)
        if wanted not in _TERMS or not _asks_for_terms(said.text):
            return None
    if said.intent == "register_visitor" and await _books_with_guests(turn):
        return await beginning.begin_within(turn)
    if said.edits_cart or said.intent in _OTHERS or _is_of_something_else(turn):
        return None
    return await take(turn, overheard=True)


def _is_of_something_else(turn: Turn) -> bool:
    """Whether it names an order, a repair, a visit, or is too little to give a booking up."""
    said, wanted = turn.said, reading.wants(turn.said.text)
    numbers = {one["entity"] for one in said.entities if str(one["entity"]).endswith("_no")}
    if said.names_kind("order", "repair") or numbers - {"booking_no"}:
        return True
    if said.names_kind("visit") and wanted is not Wants.GUESTS:
        return True
    text = legible(said.text[: reading.LONGEST])
    told = bool(reading.scope(text) or stretches(text, turn.local_now))
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
    if wanted is None or (
        overheard and wanted is Wants.HOURS and not _asks_for_terms(turn.said.text)
    ):
        return None
    if wanted not in _NEEDS_NO_BOOKING and not await view.mine(turn):
        return None
    return await _do(turn, wanted, overheard=overheard)


async def _do(turn: Turn, wanted: Wants, *, overheard: bool) -> Events | None:
    if wanted in _TERMS:
        await terms.tell(turn, wanted)
        return []
    match wanted:
        case Wants.INTRUDER:
            return [] if await being_there.dispute(turn) else None
        case Wants.GUESTS:
            return await _guests(turn)
        case Wants.FILL:
            return await _fill(turn, overheard=overheard)
        case Wants.EXTEND:
            await being_there.extend(turn)
        case Wants.RELEASE:
            await being_there.release(turn)
        case Wants.MOVE:
            await moving.move(turn)
        case Wants.CANCEL:
            await ending.cancel_meant(turn)
    return []


async def _guests(turn: Turn) -> Events | None:
    """Who else comes; None where none of what they have is meant: then it is a visit by itself."""
    if "visit_no" in await turn.last_told():
        return None
    found = await targets.meant(turn, legible(turn.said.text))
    those = [one for one in found.bookings if _fits(turn, one)]
    if not those:
        return None
    if len(those) > 1 and not found.certain:
        return await _which(turn, those)
    return await guests.add(turn, those[0])


async def _which(turn: Turn, those: Sequence[Booking]) -> Events:
    names, count = guests.told(turn.said)
    buttons = []
    for one in those[: ending.SHOWN]:
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
