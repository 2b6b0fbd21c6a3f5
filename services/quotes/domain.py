"""What quotes bring along."""

from models.quotes import Quote
from services.alerts.alerting import Alerts
from services.conversations.words import Words
from services.events.follows import Follows, of
from services.events.jobs import Every
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.notices.telling import Notices
from services.quotes import (
    accepting,
    alarms,
    alerts,
    notices,
    personal,
    retention,
    rights,
    words,
)
from services.quotes.events import (
    QuoteAccepted,
    QuoteDeclined,
    QuoteExpired,
    QuoteReplaced,
)
from services.tickets.events import TicketCancelled, TicketMerged, TicketResolved

RANK = 55
BRINGS = (
    Follows(
        "end what was quoted for it",
        of(TicketResolved, TicketCancelled, TicketMerged),
        run=accepting.follow,
    ),
    Follows("nothing", of(QuoteReplaced)),
    Notices(notices.NOTICES, notices.notice_of),
    Alerts(of(QuoteAccepted, QuoteDeclined, QuoteExpired), alerts.raised, "quote", alerts.words),
    Every(15.0, alarms.ring),
    Words({notices.QUOTE: words.answer}, volunteered=words.volunteered),
    # To say who pays for the work on a ticket, and to send quotes.
    Roles({"agent": "quotes.write", "dispatcher": "quotes.write"}),
    Personal(personal.TABLES, subjects={"quote": Quote}),
    retention.RETENTION,
    rights.RIGHTS,
)
