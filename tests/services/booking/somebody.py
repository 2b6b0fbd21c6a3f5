"""What rows of bookings say of somebody, besides words: all of it has ended."""

from datetime import UTC, datetime, time
from typing import Any

ENDED = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
ROWS: dict[str, dict[str, Any]] = {
    "booking": {"status": "completed", "closed_at": ENDED, "held_for": None},
    "booking_wait": {"status": "over"},
    "booking_pool": {"kind": "room"},
    "booking_hours": {"starts": time(8), "ends": time(9)},
    "booking_series": {"starts": time(8)},
    "booking_feed": {"scope": "person", "company_id": None, "resource_id": None},
    "claim": {"status": "released", "ended_at": ENDED},
    "allowance": {"scope": "person", "period": "day", "beyond": "refuse"},
    "allowance_use": {"company_id": None},
}
