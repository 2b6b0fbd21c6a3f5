"""What a reporter says of a repair that is reported: corrected, completed, made more urgent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.tickets import Ticket
from services.handoffs import handoffs
from services.kit.actors import tenant
from services.kit.errors import Conflict
from services.repair import dangers, joins, repair
from services.repair.dangers import CRITICAL, WHERE
from services.tickets import thread, tickets

CORRECTABLE = frozenset({"reported", "triaged", "assigned"})
"""Nobody has taken the ticket on yet, so what it says may still change under it."""
LONGEST = 4_000
"""Characters of a description, with what is added to it."""
How = Literal["changed", "noted", "said_more", "same"]


@dataclass(frozen=True, slots=True)
class Changed:
    """`how`: changed; only noted, since somebody works on it or staff decide it; said_more by who
    only follows it; same, since all of it stands so already. `values` are the columns changed."""

    ticket: Ticket
    how: How
    values: Mapping[str, Any]


async def change(
    session: AsyncSession,
    conversation: Conversation,
    ticket: Ticket,
    values: Mapping[str, Any],
    *,
    words: str,
    adds: str | None = None,
    now: datetime,
) -> Changed:
    """Have an open repair say what its reporter says: columns by their names.

    `words` is all of it as staff read it where it is noted, `adds` what is added to the
    description. More urgent is taken at any time; danger alarms staff as a report of it does. Less
    urgent is noted. Raises Conflict, with `status`, for what is not open any more.
    """
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.status not in tickets.OPEN:
        raise Conflict(f"{ticket.ticket_no} is {ticket.status}", status=ticket.status)
    if ticket.person_id != conversation.person_id:
        await joins.say_more(session, ticket, conversation.person_id, words, now=now)
        return Changed(ticket, "said_more", {})
    new = {name: value for name, value in values.items() if getattr(ticket, name) != value}
    calmer = "urgency" in new and not _is_more(new["urgency"], ticket.urgency)
    if calmer:
        del new["urgency"]
    if adds and adds not in ticket.description:
        new["description"] = f"{ticket.description}\n{adds}"[:LONGEST]
    if not new and not calmer:
        return Changed(ticket, "same", {})
    takes = new if _may_change(ticket) else {n: v for n, v in new.items() if n == "urgency"}
    await _edit(session, conversation, ticket, takes, now=now)
    if calmer or takes != new:
        person = conversation.person_id
        await thread.answer(session, ticket, person, words[: thread.LONGEST], now=now)
    return Changed(ticket, "changed" if takes else "noted", takes)


def _is_more(urgency: str, than: str) -> bool:
    return joins.RANK.index(urgency) > joins.RANK.index(than)


def _may_change(ticket: Ticket) -> bool:
    """A danger is completed whoever is on their way to it."""
    return ticket.status in CORRECTABLE or ticket.urgency == CRITICAL


async def _edit(
    session: AsyncSession,
    conversation: Conversation,
    ticket: Ticket,
    values: dict[str, Any],
    *,
    now: datetime,
) -> None:
    if not values:
        return
    if ticket.urgency == CRITICAL and values.keys() & {*WHERE, "category"}:
        where = {name: values.get(name, getattr(ticket, name)) for name in WHERE}
        category = str(values.get("category", ticket.category))
        await repair.tell_news(session, ticket, category, where, now=now)
        if ticket.category != "other":
            values.pop("category", None)  # Whoever comes for the first danger is not called off.
    by = tenant(conversation.person_id)
    await tickets.edit(session, ticket.park_id, ticket.id, values, by=by, now=now)
    if values.get("urgency") == dangers.CRITICAL:
        await handoffs.hand_off(session, conversation, "critical", now=now)
