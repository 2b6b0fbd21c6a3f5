"""How long park keeps what holds people, and what goes then."""

from models.park import LastPlace
from services.kit.retention import Kind, Retention, Rule, drop

RETENTION = Retention(
    {
        "places": Kind(30, "a guess of where to deliver next", "when the place was scanned"),
    },
    {
        "places": Rule(
            "places",
            LastPlace,
            LastPlace.seen_at,
            lambda before: LastPlace.seen_at < before,
            drop(LastPlace, "person_id"),
            key="person_id",
            in_order=False,
        ),
    },
)
