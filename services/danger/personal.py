"""What the tables of danger hold of people."""

from models.danger import DangerSign
from services.kit.personal import OF_CONVERSATION, Delete, PersonalTable, Section

TABLES = (
    PersonalTable(
        DangerSign,
        "that a message was heard as danger, what came of it, and what the bot learns of it: the"
        " words, with names and numbers masked",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        Section("danger_signs"),
        kept=("taught",),
    ),
)
