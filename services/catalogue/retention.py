"""How long catalogue keeps what holds people, and what goes then."""

from models.catalogue import StockWatch
from services.kit.retention import HALF_A_YEAR, Kind, Retention, Rule, drop

RETENTION = Retention(
    {
        "watches": Kind(
            HALF_A_YEAR,
            "whoever waits for half a year does not wait any more",
            "when it was asked for",
        ),
    },
    {
        "watches": Rule(
            "watches",
            StockWatch,
            StockWatch.created_at,
            lambda before: StockWatch.created_at < before,
            drop(StockWatch, "person_id"),
            key="person_id",
            in_order=False,
        ),
    },
)
