"""What each process may do to the tables of park."""

from services.kit.rights import (
    APPEND,
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
        "building": OWNERS,
        "calendar_day": catalogue(REMOVE),
        "announcement": catalogue(REMOVE),
        "last_place": work(REMOVE, SWEEP, "building", "room", "place"),
    }
)
