"""What each process may do to the tables of park."""

from services.kit.rights import OWNERS, READ, REMOVE, SWEEP, WRITE, Rights, Rule, catalogue, work

RIGHTS = Rights(
    {
        "park": Rule(WRITE, READ),
        "building": OWNERS,
        "calendar_day": catalogue(REMOVE),
        "announcement": catalogue(REMOVE),
        "last_place": work(REMOVE, SWEEP, "building", "room", "place"),
    }
)
