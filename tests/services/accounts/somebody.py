"""What rows of an account need: they are a tenant's, or staff's, and never both."""

from typing import Any

ROWS: dict[str, dict[str, Any]] = {
    "account_member": {"staff_id": None, "proof": "phone"},
    "account_token": {"staff_id": None, "purpose": "handoff"},
}
