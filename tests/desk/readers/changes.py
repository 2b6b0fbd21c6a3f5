"""One change by every route of the second reader."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "/operate/reader": {"reader_mode": "shadow", "reader_daily_calls": "200", "agrees": "true"}
}
