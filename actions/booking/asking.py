"""Asking for a room, in one sentence or in pieces, and the form that asks for the rest."""

from typing import ClassVar

from rasa_sdk.events import ActionExecutionRejected, SlotSet

from actions.booking import view
from actions.booking.draft import FORM, GOES_ON, LEAVER, WHAT, WHEN, BookingDraft
from actions.booking.settling import settle
from actions.kit.base import Events, ParkAction
from actions.kit.forms import heard, left
from actions.kit.giving_up import drop_everything, says_everything
from actions.kit.hooks import business, edits, is_urgent, understood
from actions.kit.said import Said
from actions.kit.turn import Turn, button
from services.conversations.commands import command

_OWN = frozenset({"book", "find_room"})
_SHORT = 12
UNCLEAR = 0.6


class Book(ParkAction):
    """book: takes it where all is clear, and lets the form ask for the rest."""

    action_name = "action_book"

    async def act(self, turn: Turn) -> Events:
        return await begin(turn, looks=False)


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
    """Begin with this message; what is under way goes on with it. A place or an hour that hardly
    sounds like a booking may be more of something that stands."""
    if turn.said.confidence < UNCLEAR and not turn.said.pressed and turn.active_form != FORM:
        otherwise = await understood(turn, Book.action_name)
        if otherwise is not None:
            return [*otherwise, SlotSet(GOES_ON, False)]
    draft = BookingDraft.of(turn)
    draft.looks = looks
    things = await view.all_things(turn)
    draft.hear(turn, things)
    if turn.said.repeats:
        turn.tell(turn.text("booking-no-series", phone=turn.park.desk_phone))
        return await left(turn, FORM)
    if not things:
        turn.tell(turn.text("booking-none-there"))
        return await left(turn, FORM)
    if not draft.missing():
        await settle(turn, draft)
        return await left(turn, FORM)
    return [*draft.events(), SlotSet(GOES_ON, True)]


class ValidateBooking(ParkAction):
    """Takes what answers the form, books what is complete, or steps aside."""

    action_name = "validate_booking_form"

    async def act(self, turn: Turn) -> Events:
        draft = BookingDraft.of(turn)
        if heard(turn, FORM):
            return draft.events()
        requested = turn.slots.get("requested_slot")
        danger = is_urgent(turn.said)
        if not danger and says_everything(turn.said):
            return [*await drop_everything(turn), *BookingDraft.over()]
        if not danger and requested is not None and _gives_up(turn.said):
            turn.tell(turn.text("booking-dropped"))
            return BookingDraft.over()
        if danger or (requested is not None and _steps_aside(turn.said, requested)):
            return [*draft.events(), ActionExecutionRejected(FORM)]
        draft.hear(turn, await view.all_things(turn))
        if not draft.missing():
            await settle(turn, draft)
            return BookingDraft.over()
        return draft.events()


def _gives_up(said: Said) -> bool:
    """ "算了", a plain no, or calling off what is not booked yet."""
    if said.says("time", "period") or said.names_number:
        return False
    if said.intent in {"deny", "cancel_booking"}:
        return True
    return len(said.text) <= _SHORT and said.gives_up


def _steps_aside(said: Said, requested: str) -> bool:
    if edits(said):
        return True
    if said.intent in _OWN or (requested == WHEN and said.says("time", "period")):
        return False
    if said.intent in business():
        return said.confidence >= UNCLEAR
    return said.says("asks") or said.intent in {"ask_human", "ask_faq"}


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
        day = BookingDraft.of(turn).day
        turn.tell(
            turn.text("booking-ask-hours" if day is not None else "booking-ask-when"),
            expects=WHEN,
        )
        return []
