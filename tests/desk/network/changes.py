"""One change by every route of networks."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "/operate/network": {
        "network": "tus", "kind": "org", "id": "1", "offers": "激光雷达, lidar", "agreed": "on",
    },
    "/operate/network/{offer}/withdraw": {},
    "/introductions/{introduction}": {"answer": "passed_on"},
}  # fmt: skip
