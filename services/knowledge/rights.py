"""What each process may do to the tables of knowledge."""

from services.kit.rights import READ, REMOVE, SWEEP, WRITE, Rights, Rule, catalogue

RIGHTS = Rights(
    {
        "faq": catalogue(),
        "knowledge_version": Rule(WRITE, READ),
        "misread": Rule("riud", "rld", hidden=("text", "before", "spans", "comment")),
        "training_sentence": Rule(REMOVE, SWEEP, hidden=("text",)),
    }
)
