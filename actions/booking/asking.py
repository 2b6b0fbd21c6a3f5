"""Asking for a room, in one sentence or in pieces, and the form that asks for the rest."""

from typing import ClassVar

from rasa_sdk.events import SlotSet

from actions.booking import (
    afterwards,
    beginning,
    being_there,
    changing,
    choosing,
    coming,
    disputing,
    going_on,
    guests,
    holding,
    lent,
    narrowing,
    standing,
    targets,
    view,
)
from actions.booking import now as of_now
from actions.booking.draft import FORM, GOES_ON, LEAVER, WHAT, WHEN, BookingDraft
from actions.booking.offered import wait_as_said
from actions.booking.settling import settle
from actions.kit.base import Events, ParkAction
from actions.kit.fill_form import SHORT, FillForm
from actions.kit.forms import left
from actions.kit.hooks import understood
from actions.kit.said import Said
from actions.kit.turn import Turn, button
from services.booking import reading
from services.booking.reading import Wants
from services.conversations.commands import command

_OWN = frozenset({"book", "find_room"})
UNCLEAR = 0.6
LOOKS = 0.3
_CHANGES = frozenset(
    {Wants.MOVE, Wants.EXTEND, Wants.SHORTER, Wants.FILL, Wants.RELEASE, Wants.INTRUDER}
)
"""What sounds like booking, and changes what they have."""
_OF_THEIRS = frozenset({"other_room", "longer", "shorter", "time"})


class Book(ParkAction):
    """book: takes it where all is clear, and lets the form ask for the rest."""

    action_name = "action_book"

    async def act(self, turn: Turn) -> Events:
        return await begin(turn, looks=_only_looks(turn))


def _only_looks(turn: Turn) -> bool:
    """Whether it asks what is free, rather than for something that is."""
    asks, wants = (turn.said.goes_on.get(name, 0.0) for name in ("asks_free", "wants"))
    return asks >= LOOKS and asks > wants


class FindRoom(ParkAction):
    """find_room: what is free."""

    action_name = "action_find_room"

    async def act(self, turn: Turn) -> Events:
        return await begin(turn, looks=True)


class LeaveBooking(ParkAction):
    """The form is over, booked or given up: what it interrupted goes on."""

    action_name = LEAVER

    async def act(self, turn: Turn) -> Events:
        return await left(turn, FORM)


async def begin(turn: Turn, *, looks: bool) -> Events:
    """Begin with this message; what is under way goes on with it."""
    if turn.active_form != FORM and (done := await _something_else(turn)) is not None:
        return [*done, SlotSet(GOES_ON, False)]
    stands = not turn.said.pressed and not lent.is_wanted(turn, await view.all_things(turn))
    if stands and (done := await _of_what_stands(turn, looks=looks)) is not None:
        return [*done, *await left(turn, FORM)]
    draft = await beginning.heard(turn, looks=looks)
    if draft is None:
        return await left(turn, FORM)
    return [*draft.events(), SlotSet(GOES_ON, True)]


async def _something_else(turn: Turn) -> Events | None:
    """What sounds like booking and is none: somebody who comes to what they have, more of something
    else that stands, a fault, coffee."""
    if not turn.said.pressed and await _is_unclear(turn):
        for takes in (coming.to_theirs, _understood):
            if (done := await takes(turn)) is not None:
                return done
    if (done := await holding.take_sounding_broken(turn)) is not None:
        return done
    return [] if await _is_coffee(turn) and await holding.coffee(turn) else None


async def _understood(turn: Turn) -> Events | None:
    return await understood(turn, Book.action_name)


async def _is_unclear(turn: Turn) -> bool:
    """A place or an hour that hardly sounds like a booking, or comes behind a ticket without a word
    of wanting a room, may be more of something that stands."""
    unclear = turn.said.confidence < UNCLEAR or await _is_of_a_ticket(turn)
    if unclear and turn.said.says("visitor_name"):
        return not await guests.wants_a_room(turn)
    if unclear and turn.said.says("fulfilment") and not reading.speaks_of_bookings(turn.said.text):
        return True  # "One of them, I'll fetch it at six."
    return unclear and not of_now.is_of_rooms(turn) and of_now.does(turn, of_now.PLAINLY) is None


async def _is_coffee(turn: Turn) -> bool:
    """Whether it surely is something to drink for the room that was spoken of just now."""
    now = await of_now.about(turn)
    if now is None:
        wants = reading.wants_to(Wants.COFFEE, turn.said.text)
        return wants and of_now.does(turn, of_now.PLAINLY) == "coffee"
    return turn.said.names_a_dish or of_now.does(turn, of_now.PLAINLY, now) == "coffee"


async def _is_of_a_ticket(turn: Turn) -> bool:
    if reading.asks_for_a_room(turn.said.text):
        return False
    return "ticket_no" in await turn.last_told()


async def _of_what_stands(turn: Turn, *, looks: bool) -> Events | None:
    """What sounds like booking and is about something that they have; None where it is not."""
    for takes in (going_on.take, _asks_of_it):
        if (done := await takes(turn)) is not None:
            return done
    if (done := await _changes(turn, looks=looks)) is not None:
        return done
    elsewhere = looks and reading.wants_to(Wants.ELSEWHERE, turn.said.text)
    if elsewhere and await disputing.ask_elsewhere(turn):
        return []
    if (done := await afterwards.more_of_it(turn)) is not None:
        return done
    if await afterwards.more_of_series(turn):
        return []
    return [] if not looks and await afterwards.something_beside(turn) else None


async def _asks_of_it(turn: Turn) -> Events | None:
    """Whether so many fit in, or what is there, of the room that was spoken of."""
    asks = of_now.does(turn, of_now.PLAINLY) == "asks_what"
    if asks and await targets.spoken_of(turn):
        return await afterwards.take(turn)
    told = await turn.last_told()
    if not asks or "booking_no" not in told or changing.says_when(turn):
        return None
    await standing.tell(turn)  # What was spoken of is given up: what else they have.
    return []


async def _changes(turn: Turn, *, looks: bool) -> Events | None:
    """A message that sounds like booking, and moves or lengthens what they have, or tells which of
    it is meant. Who asks what is free (`looks`) changes what goes on, or what they name."""
    if await wait_as_said(turn):
        return []
    if not reading.asks_for_a_room(turn.said.text) and await narrowing.pick(turn):
        return []
    wanted = of_now.between(turn, reading.wants(turn.said.text))
    if wanted not in _CHANGES:
        return None
    others = of_now.wanted(turn, of_now.PLAINLY) is Wants.INTRUDER
    theirs = others or await being_there.goes_on(turn) or await targets.names_one(turn)
    theirs = theirs or (
        of_now.does(turn, of_now.PLAINLY) in _OF_THEIRS and await targets.has_one_then(turn)
    )
    if looks and not theirs:
        return None
    return await changing.take(turn, overheard=True)


class ValidateBooking(FillForm[BookingDraft]):
    """Takes what answers the form, books what is complete, or steps aside."""

    action_name = "validate_booking_form"
    form, draft, dropped, own = FORM, BookingDraft, "booking-dropped", _OWN

    async def hear(self, turn: Turn, draft: BookingDraft, requested: str | None) -> None:
        draft.hear(turn, await view.all_things(turn))
        if requested == WHEN and draft.day is not None and draft.missing() == [WHEN]:
            draft.any_time = draft.looks = True  # No hour is told when it is asked for: we propose.

    async def settle(self, turn: Turn, draft: BookingDraft) -> bool:
        await settle(turn, draft)
        return True

    def gives_up(self, said: Said, requested: str) -> bool:
        """ "算了", a plain no, or calling off what is not booked yet."""
        if said.says("time", "period") or said.names_number:
            return False
        if said.intent in {"deny", "cancel_booking"}:
            return True
        return len(said.text) <= SHORT and said.gives_up

    def answers(self, said: Said, requested: str) -> bool:
        return requested == WHEN and said.says("time", "period")

    def believes(self, requested: str) -> float:
        return UNCLEAR


class AskWhat(ParkAction):
    """Which kind of thing: a button for each that the park has."""

    action_name = f"action_ask_{FORM}_{WHAT}"
    slot: ClassVar[str] = WHAT
    writes = False

    async def act(self, turn: Turn) -> Events:
        pools = {one.pool.id: one.pool for one in await view.all_things(turn)}
        buttons = [
            button(turn.named(one), command("book", booking_pool=one.code))
            for one in pools.values()
        ]
        turn.tell(turn.text("booking-ask-what"), buttons=buttons, expects=WHAT)
        return []


class AskWhen(ParkAction):
    action_name = f"action_ask_{FORM}_{WHEN}"
    slot: ClassVar[str] = WHEN
    writes = False

    async def act(self, turn: Turn) -> Events:
        draft = BookingDraft.of(turn)
        knows_days = draft.day is not None or draft.recurs is not None
        asks = turn.text("booking-ask-hours" if knows_days else "booking-ask-when")
        shown = await choosing.free_then(turn, draft) if draft.looks else []
        turn.tell("\n".join([*shown, asks]), expects=WHEN)
        return []
