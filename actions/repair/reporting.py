"""Reporting a repair, in one sentence or in pieces; danger first, its details afterwards."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.kit.base import Events, ParkAction
from actions.kit.forms import goes_on_with, left
from actions.kit.guests import tell_limit
from actions.kit.places import drop_unknown
from actions.kit.said import Said
from actions.kit.turn import Turn
from actions.kit.whereabouts import standing_at
from actions.repair import outcome, thread, view
from actions.repair.danger_alarm import raise_alarm
from actions.repair.draft import CRITICAL, FORM, GOES_ON, RepairDraft, is_vague, names_problem
from actions.repair.filing import add, place_of, report
from actions.repair.meetings import at_meeting
from models.tickets import Ticket
from services.park import places
from services.people.guest_limits import GuestLimit
from services.repair import repair
from services.texts import when
from services.tickets import tickets


class FileRepair(ParkAction):
    """The form is complete, or was given up: reports it, and what waited goes on."""

    action_name = "action_file_repair"

    async def act(self, turn: Turn) -> Events:
        draft = RepairDraft.of(turn)
        following = await file_all(turn, draft) if draft.words else None
        if following is None:
            return await left(turn, FORM)
        return [*following.events(), SlotSet(GOES_ON, True), goes_on_with(FORM)]


async def take_report(turn: Turn) -> Events:
    """Begin a report with this message, or go on with the one under way."""
    draft = RepairDraft.of(turn)
    draft.hear(turn.said, turn.local_now)
    await drop_unknown(turn, draft)
    await at_meeting(turn, draft)
    draft.place = draft.place or await standing_at(turn)
    if draft.urgency == CRITICAL and draft.ticket_no is None:
        await raise_alarm(turn, draft)
    elif not draft.missing():
        following = await file_all(turn, draft)
        if following is None:
            return await left(turn, FORM)
        draft = following
    if not draft.missing():
        return await left(turn, FORM)
    if turn.part_of and draft.words and not turn.utterances:
        what = turn.text(f"category-{draft.category}")
        turn.tell(turn.text("repair-begun", category=what))
    return [*draft.events(), SlotSet(GOES_ON, True)]


async def take_danger(turn: Turn) -> Events | None:
    """Report danger in a message of another intent; None if there is none in it.

    The turn gives danger an intent of its own (actions/repair/danger.py); a bot of the version
    before, which runs beside us while we are updated, does not.
    """
    if turn.said.value("urgency") != CRITICAL:
        return None
    events = await take_report(turn)
    return [*events, ActiveLoop(FORM)] if SlotSet(GOES_ON, True) in events else events


async def file_all(turn: Turn, draft: RepairDraft) -> RepairDraft | None:
    """Report a fault and those that were told of with it; the first of them for which something is
    to be asked. One that names no place is where the one before it
    is, unless that is a danger."""
    others = list(draft.others)
    await file(turn, draft)
    while others:
        following = RepairDraft.from_stored(others.pop(0))
        if draft.urgency != CRITICAL:
            following.place = beside(draft.place, following.place)
            following.vague = following.vague or draft.vague
        if following.missing():
            following.others = others
            return following
        await file(turn, following)
    return None


def beside(first: Mapping[str, Any], place: Mapping[str, Any]) -> dict[str, Any]:
    """Where a further fault is: what it does not say of that is as the first one's."""
    if place.get("building"):
        return dict(place)
    shared = {name: first.get(name) for name in ("building", "floor", "room", "place")}
    if any(place.values()):
        shared |= {"room": None, "place": None}
    said = {name: value for name, value in place.items() if value is not None}
    return {name: value for name, value in shared.items() if value is not None} | said


async def file(turn: Turn, draft: RepairDraft) -> None:
    """Make the ticket, or complete the one that danger has opened; say so."""
    if draft.ticket_no is not None:
        ticket = await tickets.find_by_number(turn.session, turn.park_id, draft.ticket_no)
        assert ticket is not None
        await repair.tell_news(turn.session, ticket, draft.category, draft.place, now=turn.now)
        await add(turn, ticket, draft)
        await _tell_placed(turn, ticket)
        return
    try:
        reported, attached = await report(turn, draft)
    except GuestLimit as refused:
        tell_limit(turn, refused)
        return
    await _tell_reported(turn, draft, reported, has_photos=bool(attached))


async def _tell_placed(turn: Turn, ticket: Ticket) -> None:
    """Where the danger is, as it was said, or how staff find that out."""
    place = place_of(ticket)
    if places.can_be_found(place, roughly=True) or (place["place"] and not is_vague(turn.said)):
        text = turn.text("repair-critical-where", where=await view.where(turn, ticket))
    else:
        text = turn.text("repair-critical-lost", emergency=turn.park.emergency_phone)
    turn.tell(text, **view.data(ticket))


async def _tell_reported(
    turn: Turn, draft: RepairDraft, reported: repair.Reported, *, has_photos: bool
) -> None:
    ticket = reported.ticket
    if reported.joined or ticket.created_at < turn.now:
        key = "repair-joined" if reported.joined else "repair-known"
        status = await view.status(turn, ticket)
        told = turn.text(key, ticket_no=ticket.ticket_no, status=status)
        calls = await view.calls(turn, ticket)
        if calls:
            told += f"\n{await view.promise(turn, ticket)}"
        if reported.joined:
            calls.pop("buttons", None)  # How urgent it is, who reported it says.
        turn.tell(told, **view.data(ticket), **calls)
        return
    said = [
        turn.text(
            "repair-reported",
            ticket_no=ticket.ticket_no,
            category=view.what(turn, ticket),
            where=await view.where(turn, ticket),
        )
    ]
    if (times := draft.preferred_times) is not None:
        start, until = times
        span = when.span(start, until, turn.language, turn.now, turn.zone)
        said.append(turn.text("repair-preferred", when=span))
    elif draft.hour_over is not None:
        said.append(turn.text("repair-time-over", clock=draft.hour_over))
    said.append(await view.promise(turn, ticket))
    if not has_photos:
        said.append(turn.text("repair-photos"))
    turn.tell("\n".join(said), **view.data(ticket), **await view.calls(turn, ticket))


async def take_known(turn: Turn) -> Events | None:
    """A report that is the answer to "is it fixed?", or more of a ticket that there is already."""
    if turn.said.intent != "report_repair":
        return None
    return [] if await outcome.settle(turn) or await goes_on_with_known(turn) else None


def says_again(said: Said) -> bool:
    return said.says("again")


async def take_again(turn: Turn) -> Events | None:
    """Go on with a ticket of the tenant's if words that no intent was seen in say "again"."""
    return [] if says_again(turn.said) and await goes_on_with_known(turn) else None


async def goes_on_with_known(turn: Turn) -> bool:
    """Whether the message is about a ticket of the tenant's that exists: more of it, or again."""
    if turn.active_form == FORM or turn.said.value("urgency") == CRITICAL:
        return False
    number = turn.said.value("ticket_no")
    if number is not None:
        ticket = await view.own_or_say(turn, str(number))
        return ticket is None or await _goes_on_with(turn, ticket)
    if not says_again(turn.said):
        return False
    again = await repair.recurring(
        turn.session,
        turn.conversation,
        category=turn.said.value("repair_category") or "other",
        place=turn.said.value("location") or {},
        now=turn.now,
    )
    return again is not None and await outcome.reopen(turn, again, turn.said.text)


async def _goes_on_with(turn: Turn, ticket: Ticket) -> bool:
    mine = ticket.person_id == turn.conversation.person_id
    if ticket.status not in (*tickets.OPEN, "cancelled"):
        return mine and await outcome.reopen(turn, ticket, turn.said.text)
    if ticket.status == "cancelled":
        return False
    if names_problem(turn.said):
        await thread.add(turn, ticket)
        turn.tell(turn.text("repair-noted", ticket_no=ticket.ticket_no))
    turn.tell(await view.line(turn, ticket), **view.data(ticket))
    return True
