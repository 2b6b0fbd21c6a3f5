"""What those who reported something are told of how it goes on: the reporter, and observers."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from models.staff import Staff
from models.tickets import Ticket, TicketChange, TicketObserver
from services.conversations.conversations import Reply
from services.conversations.questions import expects_yes
from services.notices.notices import Notice
from services.texts import say, when
from services.tickets import tickets
from services.tickets.events import TicketAssigned, TicketEvent, TicketMerged

KINDS = {"repair", "complaint", "question"}
"""Of tickets that are a tenant's own; the others are the desk's."""

NOTICES = {
    "ticket.assigned": "assigned",
    "ticket.started": "started",
    "ticket.waiting": "waiting",
    "ticket.resolved": "resolved",
    "ticket.closed": "closed",
    "ticket.cancelled": "cancelled",
    "ticket.merged": "merged",
    "ticket.reopened": "reopened",
    "ticket.restored": "restored",
}
"""Event → what its text is called, as in notice-ticket-assigned.

Who comes is known when it is assigned; that they accepted it is no news on top of that.
"""
DANGER_NOTICES = {
    "ticket.assigned": "notice-danger-assigned",
    "ticket.accepted": "notice-danger-accepted",
    "ticket.started": "notice-danger-started",
}
"""Of danger: dispatched is not taken yet, so the tenant hears of both."""

_REPAIRS_ONLY = {"ticket.started"}
_ASKS_REPORTER = {"waiting_tenant", "resolved"}
"""Statuses of which the reporter is asked something and observers are told only."""
_WITH_REASON = {"ticket.waiting", "ticket.resolved", "ticket.cancelled"}
_PRESSING = {"urgent", "critical"}
_MOVES = frozenset(action.event.type for action in tickets.ACTIONS.values())


@dataclass(frozen=True, slots=True)
class TicketNotice(Notice):
    session: AsyncSession
    ticket: Ticket
    event: TicketEvent
    actor_id: int | None
    """The tenant who did it, and so knows."""
    now: datetime

    kind = "repair"
    overtaken_by = _MOVES

    @property
    def danger(self) -> bool:
        return self.event.urgency == "critical"

    @property
    def _of_danger(self) -> bool:
        return self.danger and self.event.kind == "repair" and self.event.type in DANGER_NOTICES

    def presses(self, until: datetime) -> bool:
        return self.event.urgency in _PRESSING

    async def audience(self) -> list[int]:
        observers = await self.session.scalars(
            select(TicketObserver.person_id).where(
                TicketObserver.park_id == self.ticket.park_id,
                TicketObserver.ticket_id == self.ticket.id,
            )
        )
        people = [self.ticket.person_id, *observers]
        return [person for person in people if person not in (None, self.actor_id)]

    async def reply_to(self, conversation: Conversation) -> Reply:
        event, language = self.event, conversation.language
        asks = event.status in _ASKS_REPORTER and conversation.person_id == self.ticket.person_id
        text = say(language, self._key(asks), **await self._values(language))
        if event.reason and event.type in _WITH_REASON:
            text += "\n" + say(language, "notice-ticket-reason", reason=event.reason)
        if isinstance(event, TicketAssigned) and conversation.person_id == self.ticket.person_id:
            text += await self._wished(language)
        data = {"ticket_no": event.ticket_no, "status": event.status}
        if asks and event.status == "resolved":
            data |= expects_yes("repair_confirm")
            return Reply(text, buttons=_fixed_or_not(language, event.ticket_no), data=data)
        return Reply(text, data=data)

    async def _wished(self, language: str) -> str:
        """When the reporter would like somebody to come, where that is still ahead."""
        start, end = self.ticket.preferred_from, self.ticket.preferred_until
        if start is None or (end or start) <= self.now:
            return ""
        zone = ZoneInfo((await self.session.get_one(Park, self.ticket.park_id)).timezone)
        told = when.span(start, end, language, self.now, zone)
        return "\n" + say(language, "notice-ticket-wished", when=told)

    def _key(self, asks: bool) -> str:
        if self._of_danger:
            return DANGER_NOTICES[self.event.type]
        name = NOTICES[self.event.type]
        if name == "waiting":
            name = self.event.status.replace("_", "-")
        return f"notice-ticket-{name}{'-ask' if asks else ''}"

    async def _values(self, language: str) -> dict[str, Any]:
        """Everything that one of the texts names."""
        event, park_id = self.event, self.ticket.park_id
        values: dict[str, Any] = {"kind": event.kind, "ticket_no": event.ticket_no}
        values["what"] = say(language, f"ticket-kind-{event.kind}")
        values["phone"] = (await self.session.get_one(Park, park_id)).desk_phone
        if isinstance(event, TicketAssigned):
            values["who"] = (await self.session.get_one(Staff, (park_id, event.staff_id))).name
        elif self._of_danger and self.ticket.assignee_id is not None:
            member = await self.session.get_one(Staff, (park_id, self.ticket.assignee_id))
            values["who"] = member.name
        if isinstance(event, TicketMerged):
            values["into"] = event.into
        return values


async def notice_of(
    session: AsyncSession, row: EventRow, event: TicketEvent, now: datetime
) -> TicketNotice | None:
    """The notice of a ticket's event, if there is one."""
    of_danger = event.kind == "repair" and event.urgency == "critical"
    told = NOTICES.keys() | DANGER_NOTICES.keys() if of_danger else NOTICES.keys()
    if event.type not in told or event.kind not in KINDS:
        return None
    if event.type in _REPAIRS_ONLY and event.kind != "repair":
        return None
    change = await _change(session, row, event)
    if event.type == "ticket.closed" and (change is None or change.details["from"] == "confirmed"):
        return None  # They said themselves that it is done.
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    return TicketNotice(session, ticket, event, change.person_id if change else None, now)


async def _change(session: AsyncSession, row: EventRow, event: TicketEvent) -> TicketChange | None:
    """The line of the ticket's history that was written with the event."""
    actions = [name for name, action in tickets.ACTIONS.items() if action.event is type(event)]
    return await session.scalar(
        select(TicketChange)
        .where(
            TicketChange.park_id == row.park_id,
            TicketChange.ticket_id == event.ticket_id,
            TicketChange.at == row.occurred_at,
            TicketChange.action.in_(actions),
        )
        .order_by(TicketChange.id.desc())
        .limit(1)
    )


def _fixed_or_not(language: str, ticket_no: str) -> list[dict[str, str]]:
    about = json.dumps({"ticket_no": ticket_no})
    return [
        {"title": say(language, "button-fixed"), "payload": f"/confirm_repair{about}"},
        {"title": say(language, "button-not-fixed"), "payload": f"/reopen_repair{about}"},
    ]
