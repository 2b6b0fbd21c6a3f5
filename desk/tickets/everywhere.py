"""The tickets of one park for the page of all parks, by the columns of the board."""

from collections.abc import Sequence

from sqlalchemy import func, select

from desk.frame.call import Call
from desk.frame.elsewhere import Merged, Row
from desk.tickets import queries, words
from desk.tickets.filters import COLUMNS, Filters
from models.tickets import Ticket
from services.park import places

_RANK = {"critical": 0, "urgent": 1, "normal": 2}
_TONES = {"critical": "bad", "urgent": "warn"}
_NEVER = float("inf")


async def rows(call: Call, limit: int) -> Sequence[Row]:
    columns = await queries.board(call.session, call.park.id, call.staff, Filters(), now=call.now)
    names = await places.building_names(call.session, call.park.id, call.language)
    return [_row(call, column.key, one, names) for column in columns for one in column.rows[:limit]]


async def waiting(call: Call) -> int:
    """New ones, for whoever gives them to people."""
    if not call.may("tickets.dispatch"):
        return 0
    query = select(func.count()).where(
        Ticket.park_id == call.park.id, Ticket.status.in_(COLUMNS["new"])
    )
    return await call.session.scalar(query) or 0


def _row(call: Call, column: str, one: queries.Row, names: dict[str, str]) -> Row:
    ticket = one.ticket
    urgent = ticket.urgency in _TONES
    place = places.describe(ticket, names, call.language) or call.text("tickets-place-unknown")
    return Row(
        column=column,
        order=_newest_done(ticket) if column == "done" else _by_clock(ticket),
        path=f"/tickets/{ticket.id}",
        title=f"{ticket.ticket_no} · {place}",
        words=words.described(call, ticket),
        detail=one.assignee or words.age(call, ticket.created_at),
        badge=call.text(f"shell-urgency-{ticket.urgency}") if urgent else "",
        tone=_TONES.get(ticket.urgency, ""),
    )


def _by_clock(ticket: Ticket) -> tuple[int, float, int, int]:
    """As filters.BY_CLOCK sorts the tickets of one park."""
    due = ticket.respond_by or ticket.resolve_by
    runs = 2 if due is None else int(ticket.paused_at is not None)
    return runs, due.timestamp() if due else _NEVER, _RANK.get(ticket.urgency, 3), ticket.id


def _newest_done(ticket: Ticket) -> tuple[float, int]:
    at = ticket.resolved_at
    return (-at.timestamp() if at else 0.0), -ticket.id


MERGED = Merged("tickets", "tickets.read", tuple(COLUMNS), rows, waiting)
