"""What each process may do to the tables of tickets."""

from services.kit.rights import APPEND, REMOVE, SWEEP, WRITE, Rights, Rule, catalogue, work

RIGHTS = Rights(
    {
        "business_hours": catalogue(REMOVE),
        "sla_policy": catalogue(),
        "photo": Rule(REMOVE, SWEEP, hidden=("image", "thumbnail", "token")),
        "ticket": work(
            WRITE,
            WRITE,
            *("description", "phone", "room", "place", "data", "rating_comment", "status_reason"),
        ),
        "ticket_change": Rule(
            WRITE,
            APPEND,
            hidden=("text", "details"),
            worker_updates=("person_id", "text", "details"),
        ),
        # Who does not answer whether they are in danger may join what others reported.
        "ticket_observer": Rule(REMOVE, REMOVE, hidden=("words",)),
    }
)
