"""How those who reported something are told when somebody comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from models.tickets import Ticket, TicketObserver
from services.acts.acts import Correct
from services.acts.chosen import command_of
from services.acts.values import Fields, Target, What, When
from services.conversations.conversations import Reply
from services.notices.notices import Notice
from services.texts import say, when
from services.tickets import appointments, tickets
from services.tickets.events import TicketAppointed

PRESSING = frozenset({"urgent", "critical"})
ANOTHER_TIME = "another time"
"""What the button says was said of the time: that there is to be another one."""


@dataclass(frozen=True, slots=True)
class AppointmentNotice(Notice):
    """Who comes, and the window; its reporter may press for another one."""

    session: AsyncSession
    ticket: Ticket
    event: TicketAppointed
    now: datetime

    kind: ClassVar[str] = "repair"
    overtaken_by: ClassVar[Sequence[str]] = (
        TicketAppointed.type,
        *(
            tickets.ACTIONS[name].event.type
            for name in ("start", "resolve", "cancel", "merge", "reopen")
        ),
    )

    def presses(self, until: datetime) -> bool:
        """Also where they would come before it could be told."""
        return self.event.urgency in PRESSING or self.event.starts_at <= until

    async def audience(self) -> list[int]:
        observers = await self.session.scalars(
            select(TicketObserver.person_id).where(
                TicketObserver.park_id == self.ticket.park_id,
                TicketObserver.ticket_id == self.ticket.id,
            )
        )
        knows = self.event.by_id if self.event.by == "tenant" else None
        people = [self.ticket.person_id, *observers]
        return [one for one in people if one is not None and one != knows]

    async def reply_to(self, conversation: Conversation) -> Reply:
        language = conversation.language
        zone = ZoneInfo((await self.session.get_one(Park, self.ticket.park_id)).timezone)
        who = await appointments.who_comes(self.session, self.ticket)
        who = who or say(language, "ticket-engineer")
        told = when.span(self.event.starts_at, self.event.ends_at, language, self.now, zone)
        key = "notice-ticket-appointment-moved" if self.event.moved else "notice-ticket-appointment"
        text = say(language, key, who=who, when=told, ticket_no=self.event.ticket_no)
        data = {
            "ticket_no": self.event.ticket_no,
            "status": self.event.status,
            "comes": shown(who, self.event.starts_at, self.event.ends_at, language, zone),
        }
        mine = conversation.person_id == self.ticket.person_id
        buttons = []
        if mine and appointments.may_move(self.ticket, self.now):
            title = say(language, "button-another-window")
            buttons = [{"title": title, "payload": another_window(self.event.ticket_no)}]
        return Reply(text, buttons=buttons, data=data)


def shown(
    who: str | None, starts_at: datetime, ends_at: datetime, language: str, zone: tzinfo
) -> dict[str, Any]:
    """What a card shows: who, and when by the date, which stays true as days go by."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    told = when.span(starts_at, ends_at, language, _LONG_AGO, zone)
    return {
        "who": who,
        "when": told,
        "starts_at": start.isoformat(),
        "ends_at": end.isoformat(),
    }


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
"""A present for which no day is today or tomorrow."""


def another_window(ticket_no: str) -> str:
    """What a button holds that asks which other windows there are."""
    of = Target(what=What.REPAIR, number=ticket_no)
    return str(command_of([Correct(of=of, fields=Fields(when=When(words=ANOTHER_TIME)))]))


async def notice_of(
    session: AsyncSession, row: EventRow, event: TicketAppointed, now: datetime
) -> AppointmentNotice | None:
    """None of what is over by now."""
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    if appointments.standing(ticket, now) is None:
        return None
    return AppointmentNotice(session, ticket, event, now)
