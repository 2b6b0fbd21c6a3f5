"""What the tables of knowledge hold of people."""

from models.knowledge import Faq, KnowledgeVersion, Misread, TrainingSentence
from services.kit.personal import OF_CONVERSATION, Delete, PersonalTable, Section, impersonal

TABLES = (
    PersonalTable(
        TrainingSentence,
        "what a tenant wrote, as staff taught it to the bot; the model in use learnt from it and is"
        " trained anew without it",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        Section("taught_sentences"),
        kept=("taught",),
    ),
    PersonalTable(
        Misread,
        "a message that the bot has misread and what it should have been, with names and numbers"
        " masked",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        Section("misread_messages"),
        stays=frozenset({"status"}),
        kept=("taught",),
    ),
)
NOTHING_PERSONAL = impersonal("what the park tells everybody, and a counter", Faq, KnowledgeVersion)
