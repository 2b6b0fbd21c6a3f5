"""What the second reader brings along."""

from models.readers import ReaderBudget, ReaderCall
from services.kit.looks import Looks
from services.kit.personal import (
    OF_CONVERSATION,
    Delete,
    Personal,
    PersonalTable,
    Section,
    impersonal,
)
from services.kit.retention import Retention, Rule, drop
from services.kit.rights import REMOVE, WRITE, Rights, work
from services.kit.rights import Rule as TableRule
from services.kit.roles import Roles

RANK = 27
BRINGS = (
    # readers.read is the page of what it said, in tenants' words; operate.reader is the switch.
    Roles({"manager": "readers.read", "operator": "readers.read operate.reader"}),
    Personal(
        (
            PersonalTable(
                ReaderCall,
                "that a message was shown to a large language model, names and numbers masked, and"
                " which acts that pointed at; none of the words",
                "tenant",
                OF_CONVERSATION,
                Delete(),
                Section("reader_calls"),
                kept=("messages",),
            ),
        ),
        impersonal("how often the park has asked on a day", ReaderBudget),
    ),
    Retention(
        {},
        {
            "reader_calls": Rule(
                "messages",
                ReaderCall,
                ReaderCall.created_at,
                lambda before: ReaderCall.created_at < before,
                drop(ReaderCall),
            )
        },
    ),
    Looks("reader.list"),
    Rights({"reader_call": work(REMOVE, REMOVE), "reader_budget": TableRule(WRITE)}),
)
