"""What tenants are told of a danger of theirs that nobody has taken: to whom it has gone on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.danger import DangerSign
from models.events import EventRow
from models.park import Park
from models.staff import Staff
from models.tickets import Ticket
from services.conversations.conversations import Reply
from services.danger import kinds
from services.notices.notices import Notice
from services.texts import say
from services.tickets import thread, tickets
from services.tickets.alerts import CRITICAL, PHONE
from services.tickets.events import (
    TicketAcknowledged,
    TicketCalled,
    TicketEscalated,
    TicketEvent,
)

TYPES = frozenset({TicketEscalated.type, TicketCalled.type, TicketAcknowledged.type})


@dataclass(frozen=True, slots=True)
class CallNotice(Notice):
    """At any hour, and to those as well who want no notices."""

    session: AsyncSession
    ticket: Ticket
    event: TicketEvent
    minutes: int

    kind = "repair"
    overtaken_by = TYPES

    @property
    def danger(self) -> bool:
        return True

    def presses(self, until: datetime) -> bool:
        return True

    async def audience(self) -> list[int]:
        return await thread.people(self.session, self.ticket)

    async def _kind(self) -> str:
        """As it was heard last; by the ticket's category where nothing was."""
        heard = await self.session.scalar(
            select(DangerSign.kind)
            .where(
                DangerSign.park_id == self.ticket.park_id,
                DangerSign.ticket_id == self.ticket.id,
            )
            .order_by(DangerSign.id.desc())
            .limit(1)
        )
        return heard or kinds.kind_of(self.ticket.category)

    async def reply_to(self, conversation: Conversation) -> Reply:
        park_id, language = self.ticket.park_id, conversation.language
        park = await self.session.get_one(Park, park_id)
        numbers, helps = kinds.phones(park), kinds.phone_of(park, await self._kind())
        values = {
            "ticket_no": self.ticket.ticket_no,
            "minutes": self.minutes,
            "helps": helps,
            "outside": "no" if helps == park.emergency_phone else "yes",
            **numbers,
        }
        match self.event:
            case TicketAcknowledged(staff_id=staff_id):
                key = "acknowledged"
                values["who"] = (await self.session.get_one(Staff, (park_id, staff_id))).name
            case TicketEscalated(role=role) | TicketCalled(role=role) if role != PHONE:
                key = "next"
                values["role"] = say(language, f"danger-role-{role}")
            case _:
                key = "phone"
        data = {"ticket_no": self.ticket.ticket_no, "phones": sorted(numbers.values())}
        return Reply(say(language, f"notice-danger-{key}", **values), data=data)


async def notice_of(
    session: AsyncSession, row: EventRow, event: TicketEvent, _now: datetime
) -> CallNotice | None:
    """The notice of a danger that has gone on, or that somebody sees to."""
    if (event.kind, event.urgency) != ("repair", CRITICAL):
        return None
    if event.status not in tickets.UNCLAIMED:
        return None
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    minutes = int((row.occurred_at - ticket.created_at).total_seconds() // 60)
    return CallNotice(session, ticket, event, minutes)
