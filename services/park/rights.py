"""What each process may do to the tables of park."""

from services.kit.rights import (
    APPEND,
    NOTHING,
    OWNERS,
    READ,
    REMOVE,
    SWEEP,
    WRITE,
    Rights,
    Rule,
    catalogue,
    secret,
    work,
)

RIGHTS = Rights(
    {
        "park": Rule(WRITE, READ),
        "park_host": OWNERS,
        "park_key": secret(APPEND),
        # The owner's commands alone take a park to rest and wake it.
        "resting_job": Rule(NOTHING, NOTHING, reported=False),
        "building": OWNERS,
        "calendar_day": catalogue(REMOVE),
        "announcement": catalogue(REMOVE),
        "last_place": work(REMOVE, SWEEP, "building", "room", "place"),
    }
)
