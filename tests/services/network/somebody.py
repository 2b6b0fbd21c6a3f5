"""What rows of networks need: an introduction that somebody asked for."""

from typing import Any

ROWS: dict[str, dict[str, Any]] = {
    "network_introduction": {"direction": "out", "status": "passed_on"},
    "network_offer": {"resource_id": None},
}
