"""What each process may do to the tables of events."""

from services.kit.rights import APPEND, Rights, Rule

RIGHTS = Rights(
    {
        # Erasing a person empties members of `data`; all else of an event stays as it was. The
        # worker also deletes events, and what was sent of them, once their period is over.
        "event": Rule(
            APPEND,
            "rid",
            gateway_updates=("data",),
            worker_updates=("data", "handled_at", "due_at", "failures"),
            hidden=("data",),
        ),
    }
)
