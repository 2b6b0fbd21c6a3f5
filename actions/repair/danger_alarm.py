"""The alarm of a danger: what to do at once, the ticket, staff, and a sign of what was heard."""

from collections.abc import Collection
from datetime import timedelta

from actions.kit.turn import Turn
from actions.repair import view
from actions.repair.draft import RepairDraft
from actions.repair.filing import add, place_of, report
from models.tickets import Ticket
from services.danger import kinds, saying
from services.danger import signs as danger_signs
from services.danger.signs import Heard
from services.handoffs import handoffs
from services.park import places
from services.repair import dangers, repair

REPEATED_WITHIN = timedelta(minutes=30)
"""A danger that is told again this soon in one conversation is the same one."""
CRITICAL = "critical"
SELF_HARM = "self_harm"


async def raise_alarm(
    turn: Turn, draft: RepairDraft, heard: Heard | None = None, *, opened: Ticket | None = None
) -> Ticket:
    """What to do first; then the ticket, with what is known, and staff at once.

    Told again it joins the ticket of before, unless it is somewhere else. The advice of a kind is
    given once in REPEATED_WITHIN. `heard`: of another message than this one. `opened`: the open
    ticket that has the words of the danger already, its row locked.
    """
    heard = heard or turn.said.heard(draft.category)
    if draft.category == "other":
        draft.category = kinds.category_of(heard.kind)
    draft.category = await _of_what_has_grown(turn, draft, heard.kind)
    lately = await danger_signs.lately(turn.session, turn.conversation, now=turn.now)
    signs = [sign for sign in lately if sign.withdrawn_at is None]
    over = {sign.ticket_id for sign in lately if sign.withdrawn_at is not None}
    new = heard.kind not in {sign.kind for sign in signs}
    if new:
        advise(turn, heard.kind)
    if (ticket := opened) is not None:
        await _raise(turn, ticket, draft.category)
        await _tell_raised(turn, ticket, heard.kind)
    elif (ticket := await _known(turn, draft, over)) is not None:
        await _join(turn, ticket, draft, heard.kind if new and signs else None)
    else:
        reported, _ = await report(turn, draft)
        ticket = reported.ticket
        if ticket.created_at < turn.now and not reported.joined:
            await add(turn, ticket, draft)  # It was reported as less, and has grown.
        await _tell_raised(turn, ticket, heard.kind)
    draft.ticket_no = ticket.ticket_no
    located = places.can_be_found(place_of(ticket), roughly=True)
    draft.vague = draft.vague or located or heard.kind == SELF_HARM
    await danger_signs.record(
        turn.session, turn.conversation, turn.stored_message_id, heard, ticket=ticket, now=turn.now
    )
    return ticket


async def _of_what_has_grown(turn: Turn, draft: RepairDraft, kind: str) -> str:
    """The category of what was reported a moment ago and is of this kind of danger, whatever else
    the words sound like: "it just stopped, people are stuck inside"."""
    category = kinds.category_of(kind)
    if category in ("other", draft.category):
        return draft.category
    before = await dangers.grown(
        turn.session, turn.conversation, category, draft.place, now=turn.now
    )
    return draft.category if before is None else category


async def _raise(turn: Turn, ticket: Ticket, category: str) -> None:
    await dangers.become(turn.session, ticket, category, now=turn.now)
    await handoffs.hand_off(turn.session, turn.conversation, "critical", now=turn.now)


def advise(turn: Turn, kind: str) -> None:
    told = saying.advice(turn.park, turn.language, kind)
    turn.tell(told.text, **told.data)


async def _known(turn: Turn, draft: RepairDraft, over: Collection[int | None]) -> Ticket | None:
    """The open danger of this conversation that the message belongs to; none that was taken back.

    `over`: ids of tickets whose danger was.
    """
    known = await repair.newest_here(
        turn.session, turn.conversation, since=turn.now - REPEATED_WITHIN, urgency=CRITICAL
    )
    if known is None or known.id in over or dangers.is_elsewhere(known, draft.place):
        return None
    return known


async def _join(turn: Turn, ticket: Ticket, draft: RepairDraft, kind: str | None) -> None:
    await repair.tell_news(
        turn.session, ticket, draft.category, draft.place, kind=kind, now=turn.now
    )
    if ticket.category not in (draft.category, "other"):
        draft.category = "other"  # Whoever comes for the first danger is not called off.
    before = place_of(ticket)
    await add(turn, ticket, draft)
    if place_of(ticket) != before:
        text = turn.text("repair-critical-where", where=await view.where(turn, ticket))
    else:
        text = turn.text("repair-noted", ticket_no=ticket.ticket_no)
    turn.tell(text, **view.data(ticket))


async def _tell_raised(turn: Turn, ticket: Ticket, kind: str) -> None:
    if kind == SELF_HARM:
        text = turn.text("danger-self-harm-raised", ticket_no=ticket.ticket_no)
    else:
        text = turn.text(
            "repair-critical",
            ticket_no=ticket.ticket_no,
            category=_what(turn, ticket, kind),
            where=await _where(turn, ticket),
        )
    turn.tell(text, **view.data(ticket))


def _what(turn: Turn, ticket: Ticket, kind: str) -> str:
    """Whose work it is; what has happened, where that is no repair."""
    if ticket.category != "other":
        return view.what(turn, ticket)
    return turn.text("danger-what", kind=kind)


async def _where(turn: Turn, ticket: Ticket) -> str:
    if any(value is not None for value in place_of(ticket).values()):
        return await view.where(turn, ticket)
    return turn.text("danger-where-open")
