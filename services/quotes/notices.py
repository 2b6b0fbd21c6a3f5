"""What tenants are told of a quote: the card that asks them, and what became of it without them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.quotes import Quote
from models.tickets import Ticket
from services.conversations.conversations import Reply
from services.conversations.questions import expects_yes
from services.notices.notices import Notice
from services.quotes import quotes, telling
from services.quotes.events import QuoteAnswered, QuoteEvent
from services.texts import say
from services.tickets import tickets

NOTICES = {
    "quote.sent": "quote-head",
    "quote.expired": "quote-expired",
    "quote.withdrawn": "quote-withdrawn",
    "quote.accepted": "quote-accepted-by-staff",
    "quote.declined": "quote-declined-by-staff",
}
"""Event → text; of a quote that is sent, how its card begins. Who answered in the chat or the app
was told there."""
QUOTE = "quote"
"""What a yes or a no to the card settles."""
SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class QuoteNotice(Notice):
    session: AsyncSession
    ticket: Ticket
    quote: Quote
    event: QuoteEvent
    now: datetime

    kind: ClassVar[str] = "repair"
    overtaken_by = frozenset(one.event.type for one in quotes.ACTIONS.values())

    @property
    def despite_opt_out(self) -> bool:
        """A question is put to who has to answer it."""
        return self._asks

    def presses(self, until: datetime) -> bool:
        """Told at night if the morning would leave less than SOON to answer."""
        return self._asks and self.quote.valid_until - until <= SOON

    @property
    def _asks(self) -> bool:
        return self.event.type == "quote.sent"

    async def audience(self) -> list[int]:
        return [self.quote.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        language = conversation.language
        data: dict[str, Any] = {
            "ticket_no": self.ticket.ticket_no,
            "quote": self.quote.id,
            "status": self.event.status,
        }
        if self._asks:
            about = (self.session, self.ticket, self.quote, language)
            text = await telling.card(*about, now=self.now)
            ways = await telling.buttons(self.session, self.quote, language)
            return Reply(text, buttons=ways, data=data | expects_yes(QUOTE))
        text = say(
            language,
            NOTICES[self.event.type],
            ticket_no=self.ticket.ticket_no,
            total=telling.total(self.quote, language),
            order_no=getattr(self.event, "order_no", ""),
        )
        return Reply(text, data=data)


async def notice_of(
    session: AsyncSession, row: EventRow, event: QuoteEvent, now: datetime
) -> QuoteNotice | None:
    """None of what is no quote any more, and of what the tenant answered themselves."""
    if isinstance(event, QuoteAnswered) and not event.by_staff:
        return None
    quote = await quotes.load(session, row.park_id, event.quote_id)
    if event.type == "quote.sent" and quote.status != "sent":
        return None
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    return QuoteNotice(session, ticket, quote, event, now)
