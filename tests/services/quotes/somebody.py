"""What a quote's row says of somebody, besides words: they said yes."""

from typing import Any

ROWS: dict[str, dict[str, Any]] = {"quote": {"status": "accepted", "tax_rate": None, "tax": 0}}
