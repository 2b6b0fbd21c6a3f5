"""What each process may do to the tables of labels."""

from services.kit.rights import Rights, Rule, catalogue

RIGHTS = Rights(
    {
        "label": catalogue(),
        "ticket_label": Rule("rid", "rd"),
        "conversation_label": Rule("rid", "rd"),
        "saved_view": Rule("riud"),
    }
)
