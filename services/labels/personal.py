"""What the tables of labels hold of people."""

from models.labels import ConversationLabel, Label, SavedView, TicketLabel
from models.tickets import Ticket
from services.kit.personal import (
    OF_CONVERSATION,
    Delete,
    Keep,
    Link,
    NotExported,
    PersonalTable,
    impersonal,
    stays,
)

_SORTING = NotExported("how staff sort their work, in words of the park's own")

TABLES = (
    PersonalTable(
        TicketLabel,
        "that staff have put a label on a ticket",
        "tenant",
        (Link("ticket_id", Ticket, exported=False),),
        Keep("the park sorts its work by it; what names the person is forgotten elsewhere"),
        _SORTING,
        kept=("tickets",),
    ),
    PersonalTable(
        ConversationLabel,
        "that staff have put a label on a conversation",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        _SORTING,
        kept=("messages",),
    ),
    PersonalTable(
        SavedView,
        "filters that somebody of staff keeps, which may hold words that they searched for",
        "staff",
        (),
        Keep("they change and remove them themselves"),
        NotExported("of people who work at the desk: the operator's to tell them"),
        stays("area name query"),
        kept=("staff",),
    ),
)
NOTHING_PERSONAL = impersonal("words of the park's own", Label)
