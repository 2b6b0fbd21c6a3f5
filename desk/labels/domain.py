"""What labels bring."""

from desk.frame.areas import AuditWords, Everywhere, Setting, Subject, named
from desk.frame.beside import OnConversations, OnTickets
from desk.labels import beside, putting, settings
from models.labels import Label

RANK = 42
BRINGS = (
    settings.area,
    putting.area,
    Setting("labels", rank=85),
    Subject({"label": (Label, named)}),
    AuditWords(kinds=("label",), codes={"tone": "labels-tone-"}),
    OnTickets(beside.badges_of_tickets, beside.of_ticket),
    OnConversations(beside.badges_of_conversations, beside.of_conversation),
    Everywhere(styles=("labels/labels.css",), scripts=("labels/labels.js",)),
)
