"""What each process may do to the tables of handoffs."""

from services.kit.rights import REMOVE, WRITE, Rights, Rule, catalogue, work

RIGHTS = Rights(
    {
        "canned_reply": catalogue(REMOVE),
        "own_reply": catalogue(REMOVE),
        "conversation_note": Rule(REMOVE, "rd", hidden=("text",), worker_updates=("text",)),
        "snooze": Rule("riud", "rud"),
        "handoff": work(WRITE, WRITE, "summary", "rating_comment"),
    }
)
