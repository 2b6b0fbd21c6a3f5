"""How a tenant is told what staff wrote to them about a ticket."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.events import EventRow
from models.staff import Staff
from models.tickets import Photo, Ticket, TicketChange
from services.conversations.conversations import Reply
from services.notices.notices import Notice
from services.texts import say
from services.tickets import shared_photos, tickets
from services.tickets.events import TicketMessaged

PRESSING = frozenset({"urgent", "critical"})


@dataclass(frozen=True, slots=True)
class MessageNotice(Notice):
    """The words themselves, with who wrote them; to the one tenant to whom they are."""

    session: AsyncSession
    ticket: Ticket
    change: TicketChange
    member: Staff

    kind: ClassVar[str] = "repair"
    overtaken_by: ClassVar[Collection[str]] = ()

    @property
    def despite_opt_out(self) -> bool:
        """Who wants no news is still spoken to by somebody."""
        return True

    def presses(self, until: datetime) -> bool:
        return self.ticket.urgency in PRESSING

    async def audience(self) -> list[int]:
        return [self.change.person_id] if self.change.person_id is not None else []

    def author(self, conversation: Conversation) -> str:
        """While staff own the conversation it is a message of staff among theirs."""
        return "staff" if conversation.owner == "staff" else "system"

    async def reply_to(self, conversation: Conversation) -> Reply:
        language = conversation.language
        words = self.change.text or ""
        text = say(
            language,
            "notice-ticket-message" if words else "notice-ticket-message-photos",
            what=say(language, f"ticket-kind-{self.ticket.kind}"),
            ticket_no=self.ticket.ticket_no,
            who=self.member.name,
            words=words,
        )
        data = {
            "ticket_no": self.ticket.ticket_no,
            "status": self.ticket.status,
            "staff": {"name": self.member.name},
            "thread": True,
        }
        if photos := await self._photos():
            data["photos"] = photos
        return Reply(text, data=data)

    async def _photos(self) -> list[dict[str, object]]:
        ids = self.change.details.get("photos", ())
        found = await self.session.scalars(
            select(Photo)
            .where(Photo.park_id == self.ticket.park_id, Photo.id.in_(ids))
            .order_by(Photo.id)
        )
        return [shared_photos.shown(photo) for photo in found]

    async def was_said(self, message: Message) -> None:
        """So that the desk sees whether it arrived."""
        if message.author == "staff":
            message.staff_id = self.member.id
        self.change.details = {**self.change.details, "told": message.id}
        await self.session.flush()


async def notice_of(
    session: AsyncSession, row: EventRow, event: TicketMessaged, _now: datetime
) -> MessageNotice | None:
    """None of what the tenant wrote, and of words that are forgotten."""
    if event.author != "staff":
        return None
    change = await session.get_one(TicketChange, (row.park_id, event.change_id))
    if change.text is None or change.staff_id is None:
        return None
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    member = await session.get_one(Staff, (row.park_id, change.staff_id))
    return MessageNotice(session, ticket, change, member)
