"""Codes of a call, which are nobody's words."""

from typing import Any

ROWS: dict[str, dict[str, Any]] = {"reader_call": {"mode": "shadow", "outcome": "read"}}
