"""What the tables of danger hold of people."""

from models.danger import DangerCall, DangerSign
from services.kit.personal import (
    OF_CONVERSATION,
    Delete,
    Keep,
    NotExported,
    PersonalTable,
    Section,
)

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
    PersonalTable(
        DangerCall,
        "who of staff said that they see to a danger, and to whom it had gone on",
        "staff",
        (),
        Keep("a danger has to be accounted for; its ticket says the rest"),
        NotExported("of people who work at the desk: the operator's to tell them"),
        kept=("tickets",),
    ),
)
