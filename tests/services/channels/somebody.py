"""Codes of an account, which are nobody's words."""

from typing import Any

ROWS: dict[str, dict[str, Any]] = {"channel_account": {"status": "dropped"}}
