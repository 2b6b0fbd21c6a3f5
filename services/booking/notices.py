"""What people are told of their bookings without having asked just now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingPool
from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from models.people import Company
from services.booking import appeals, states, telling, waiting
from services.booking.events import (
    BookingAppealAnswered,
    BookingDisputed,
    BookingEvent,
    BookingTroubled,
)
from services.conversations.commands import command
from services.conversations.conversations import Reply
from services.conversations.questions import expects_yes
from services.notices.notices import Notice
from services.texts import say

NOTICES = {
    "booking.requested": "requested",
    "booking.confirmed": "confirmed",
    "booking.moved": "moved",
    "booking.declined": "declined",
    "booking.cancelled": "cancelled",
    "booking.expired": "expired",
    "booking.offered": "offered",
    "booking.missed": "missed",
    "booking.filled": "filled",
    "booking.disputed": "disputed",
    "booking.troubled": "troubled",
    "booking.appeal_answered": "appeal-granted",
}
"""Event → what its text is called, as in notice-booking-declined."""
OFFER = "booking_offer"
"""What a yes or a no to an offer settles."""
SOON = timedelta(hours=12)
_BY_OTHERS_ALONE = frozenset(
    {"booking.requested", "booking.confirmed", "booking.moved", "booking.cancelled"}
)
"""They did it themselves, unless staff did, or it was paid for meanwhile."""
_ENDS = frozenset({"booking.cancelled", "booking.declined", "booking.expired", "booking.completed"})


@dataclass(frozen=True, slots=True)
class BookingNotice(Notice):
    session: AsyncSession
    booking: Booking
    event: BookingEvent
    now: datetime

    kind: ClassVar[str] = "booking"
    overtaken_by = _ENDS

    @property
    def despite_opt_out(self) -> bool:
        """A question is put to who has to answer it."""
        return self._asks

    def presses(self, until: datetime) -> bool:
        """An offer lasts a quarter of an hour, whatever the hour; the rest is told at night if it
        begins before people are up."""
        if isinstance(self.event, BookingDisputed):
            return True
        return self._asks or self.booking.starts_at - until <= timedelta(hours=2)

    @property
    def _asks(self) -> bool:
        return self.event.type == "booking.offered"

    async def audience(self) -> list[int]:
        return [self.booking.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        language = conversation.language
        about = await telling.about(self.session, self.booking, language, now=self.now)
        park = await self.session.get_one(Park, self.booking.park_id)
        text = say(
            language,
            f"notice-booking-{self._called()}",
            **about,
            reason=self.booking.status_reason or "",
            minutes=str(int(waiting.HOLD / timedelta(minutes=1))),
            phone=park.desk_phone,
            **await self._besides(language),
        )
        data: dict[str, Any] = {
            "booking_no": self.booking.booking_no,
            "status": self.event.status,
        }
        if not self._asks:
            return Reply(text, data=data)
        number = {"booking_no": self.booking.booking_no}
        buttons = [
            {"title": say(language, key), "payload": str(command(intent, **number))}
            for key, intent in (
                ("button-booking-take", "take_booking"),
                ("button-booking-leave", "leave_booking"),
            )
        ]
        return Reply(text, buttons=buttons, data=data | expects_yes(OFFER))

    def _called(self) -> str:
        if getattr(self.event, "unpaid", False):
            return "unpaid"
        if isinstance(self.event, BookingAppealAnswered) and not self.event.granted:
            return "appeal-refused"
        if self.event.type == "booking.confirmed" and getattr(self.event, "paid", False):
            return "paid"
        return NOTICES[self.event.type]

    async def _besides(self, language: str) -> dict[str, str]:
        """What single texts name; nobody is told who somebody is."""
        ticket = self.event.ticket_no if isinstance(self.event, BookingTroubled) else ""
        company = ""
        if isinstance(self.event, BookingDisputed):
            company = await self._company(language)
        answer = ""
        if isinstance(self.event, BookingAppealAnswered):
            strike = await appeals.of_booking(self.session, self.booking.park_id, self.booking.id)
            answer = (strike.answer if strike is not None else None) or ""
        return {"ticket_no": ticket, "company": company or "none", "answer": answer}

    async def _company(self, language: str) -> str:
        """Of who waits at the door, where the pool's rule lets it be named."""
        assert isinstance(self.event, BookingDisputed)
        waits = await states.load(self.session, self.booking.park_id, self.event.booking_id)
        pool = await self.session.get_one(BookingPool, (waits.park_id, waits.pool_id))
        if not pool.names_company or waits.company_id is None:
            return ""
        company = await self.session.get_one(Company, (waits.park_id, waits.company_id))
        return str(getattr(company, f"name_{language}"))


async def notice_of(
    session: AsyncSession, row: EventRow, event: BookingEvent, now: datetime
) -> BookingNotice | None:
    """None of what they did themselves, and of an offer that is none any more."""
    others = getattr(event, "by_staff", False) or getattr(event, "paid", False)
    if event.type in _BY_OTHERS_ALONE and not others:
        return None
    concerned = event.booking_id
    if isinstance(event, BookingDisputed):
        if event.by_booking_id is None:
            return None
        concerned = event.by_booking_id
    booking = await states.load(session, row.park_id, concerned)
    if event.type == "booking.offered" and booking.held_for != "offer":
        return None
    return BookingNotice(session, booking, event, now)
