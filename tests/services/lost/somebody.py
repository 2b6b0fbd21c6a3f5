"""What a row of lost property says of somebody, besides words: all of it has ended."""

from datetime import UTC, datetime
from typing import Any

ENDED = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
ROWS: dict[str, dict[str, Any]] = {
    "lost_item": {"kind": "lost", "status": "expired", "closed_at": ENDED},
    "lost_match": {"status": "refused"},
}
