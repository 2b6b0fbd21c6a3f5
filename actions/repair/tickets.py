"""Repairs that are reported: how far they are, urging them, cancelling them."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.kit.base import Events
from actions.kit.hooks import under_way_beside
from actions.kit.turn import Turn, button
from actions.repair import view
from actions.repair.draft import GOES_ON, LOCATION, RepairDraft
from models.tickets import Ticket
from services.conversations.commands import command
from services.conversations.questions import asked_for
from services.kit.actors import tenant
from services.kit.errors import Conflict, IllegalTransition
from services.repair import repair, withdrawing
from services.repair.dangers import CRITICAL
from services.tickets import appointments, tickets

SHOWN = 5
ONGOING = (*sorted(tickets.OPEN), "resolved")
ACTS = "act"
"""The intent of a message of acts, by which a cancelling can be taken back."""
CANCEL_ASKED = "repair_cancel"
"""What the question whether to cancel settles."""


async def tell_ongoing(turn: Turn) -> None:
    """How far the repairs that go on are; else the latest one, and that it is over."""
    found, heading = await _ongoing_or_latest(turn)
    lines = []
    for ticket in found:
        lines.append(await view.line(turn, ticket))
        if (comes := await view.appointment(turn, ticket)) is not None:
            lines.append(comes)
    calls: dict[str, Any] = {}
    if len(found) == 1 and _waits_for_word(turn, found[0]):
        lines.append(await view.promise(turn, found[0]))
        calls = await view.calls(turn, found[0])
    if lines:
        turn.tell("\n".join([*heading, *lines]), **await view.told(turn, found[0]), **calls)


def _waits_for_word(turn: Turn, ticket: Ticket) -> bool:
    """Whether nobody has said yet when they come, and the clock says by when."""
    open_ = ticket.status in tickets.UNCLAIMED and ticket.respond_by is not None
    return open_ and appointments.standing(ticket, turn.now) is None


async def _ongoing_or_latest(turn: Turn) -> tuple[list[Ticket], list[str]]:
    ongoing = await _mine(turn, ONGOING)
    if ongoing:
        return ongoing, []
    if (reporting := _being_reported(turn)) != []:
        turn.tell("\n".join(reporting))
        return [], []
    last = await _mine(turn, None)
    if not last:
        await tell_none(turn, "track-repair-none")
    return last[:1], [turn.text("track-repair-last")]


async def under_way(turn: Turn) -> list[str]:
    """A line for each of the tenant's repairs that go on, and for one that is being reported."""
    lines = [await view.line(turn, ticket) for ticket in await _mine(turn, ONGOING)]
    return [*lines, *_being_reported(turn)]


def _being_reported(turn: Turn) -> list[str]:
    """That nothing is reported yet, and what that takes."""
    draft = RepairDraft.of(turn)
    missing = draft.missing()
    if not turn.slots.get(GOES_ON) or draft.ticket_no is not None or not missing:
        return []
    return [turn.text("repair-not-yet", missing="place" if missing == [LOCATION] else "all")]


async def tell_none(turn: Turn, key: str) -> None:
    """There is no such repair; who waits for something else is told of that instead."""
    waiting = await under_way_beside(turn, "repair")
    turn.tell("\n".join(waiting) if waiting else turn.text(key))


async def _mine(turn: Turn, statuses: Sequence[str] | None) -> list[Ticket]:
    person = turn.conversation.person_id
    return await repair.mine(turn.session, turn.park_id, person, statuses=statuses, limit=SHOWN)


async def urge(turn: Turn, ticket: Ticket) -> None:
    by = tenant(turn.conversation.person_id)
    try:
        counted = await repair.urge(turn.session, ticket, by=by, now=turn.now)
    except Conflict:
        turn.tell(await view.line(turn, ticket), **view.data(ticket))
        return
    turn.tell(
        turn.text(
            "repair-urged" if counted else "repair-urged-already",
            ticket_no=ticket.ticket_no,
            status=await view.status(turn, ticket),
        ),
        **view.data(ticket),
    )


async def take_pressed(turn: Turn) -> Events | None:
    """The buttons below "cancel it?": decided, whatever was said since."""
    confirmed = turn.said.value("confirmed")
    if turn.said.intent != "cancel_repair" or confirmed is None:
        return None
    ticket = await view.reported_or_say(turn, str(turn.said.value("ticket_no")))
    if ticket is not None and confirmed:
        await cancel(turn, ticket)
    elif ticket is not None:
        turn.tell(turn.text("repair-kept", ticket_no=ticket.ticket_no))
    return []


def tell_stays(turn: Turn, ticket: Ticket) -> None:
    """What danger has opened is not called off."""
    text = turn.text("repair-stays", ticket_no=ticket.ticket_no)
    turn.tell(text, **view.data(ticket))


async def ask_whether(turn: Turn, ticket: Ticket) -> None:
    """Whether to cancel it. What this message has asked so already is one question with it."""
    if ticket.urgency == CRITICAL and ticket.status in tickets.OPEN:
        tell_stays(turn, ticket)
        return
    if ticket.status not in tickets.ACTIONS["cancel"].sources:
        await tell_too_late(turn, ticket)
        return
    before = next((one for one in turn.utterances if _asks_whether(one)), None)
    if before is not None:
        await _ask_whether_all(turn, before, ticket)
        return
    yes, no = (
        command("cancel_repair", ticket_no=ticket.ticket_no, confirmed=sure)
        for sure in (True, False)
    )
    turn.tell(
        turn.text("repair-cancel-sure", ticket=await view.line(turn, ticket)),
        buttons=[
            button(turn.text("button-cancel-repair"), yes),
            button(turn.text("button-keep-repair"), no),
        ],
        settles=CANCEL_ASKED,
        **view.data(ticket),
    )


def _asks_whether(told: Mapping[str, Any]) -> bool:
    return bool(asked_for(told["custom"]) == CANCEL_ASKED)


def _numbers(asked: Mapping[str, Any]) -> list[str]:
    """Which tickets a question is about."""
    return [str(number) for number in asked.get("numbers") or [asked["ticket_no"]]]


async def _ask_whether_all(turn: Turn, before: Mapping[str, Any], ticket: Ticket) -> None:
    turn.utterances = [one for one in turn.utterances if one is not before]
    numbers = list(dict.fromkeys([*_numbers(before["custom"]), ticket.ticket_no]))
    meant = [await view.reported(turn, number) for number in numbers]
    lines = [await view.line(turn, one) for one in meant if one is not None]
    turn.tell(
        turn.text("repair-cancel-sure-all", tickets="\n".join(lines)),
        buttons=[
            button(turn.text("button-cancel-repairs"), "/affirm"),
            button(turn.text("button-keep-repairs"), "/deny"),
        ],
        settles=CANCEL_ASKED,
        numbers=numbers,
        **view.data(ticket),
    )


async def cancel(turn: Turn, ticket: Ticket) -> None:
    """Withdrawn. How it comes back is said where nobody was asked whether."""
    by = tenant(turn.conversation.person_id)
    try:
        ticket = await withdrawing.withdraw(turn.session, ticket, by=by, now=turn.now)
    except withdrawing.DangerStays:
        tell_stays(turn, ticket)
        return
    except IllegalTransition:
        await tell_too_late(turn, ticket)
        return
    said = [turn.text("repair-cancelled", ticket_no=ticket.ticket_no)]
    decided = turn.said.value("confirmed") is not None
    if not decided and asked_for(await turn.asked()) != CANCEL_ASKED:
        said.append(turn.text("repair-comes-back"))
    turn.tell("\n".join(said), **view.data(ticket))


async def tell_too_late(turn: Turn, ticket: Ticket) -> None:
    status = await view.status(turn, ticket)
    text = turn.text("repair-cancel-late", ticket_no=ticket.ticket_no, status=status)
    turn.tell(text, **view.data(ticket))


async def decide_cancelling(turn: Turn) -> bool:
    """Take yes or no as the answer to "cancel it?", if that was the last thing we said."""
    asked = await turn.asked()
    if asked_for(asked) != CANCEL_ASKED:
        return False
    mine = [await view.reported(turn, number) for number in _numbers(asked)]
    found = [ticket for ticket in mine if ticket is not None]
    for ticket in found:
        if turn.said.intent == "affirm":
            await cancel(turn, ticket)
        else:
            turn.tell(turn.text("repair-kept", ticket_no=ticket.ticket_no))
    return bool(found)
