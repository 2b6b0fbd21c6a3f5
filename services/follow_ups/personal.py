"""What the table of follow-ups holds of people."""

from models.follow_ups import FollowUp
from models.tickets import Ticket
from services.kit.personal import (
    OF_CONVERSATION,
    Delete,
    Link,
    NotExported,
    PersonalTable,
)

TABLES = (
    PersonalTable(
        FollowUp,
        "that somebody of staff wants to look at something again, when, and what for",
        "tenant",
        (*OF_CONVERSATION, Link("ticket_id", Ticket, exported=False)),
        Delete(),
        NotExported("staff's words to themselves, which may be about others"),
        kept=("working",),
    ),
)
