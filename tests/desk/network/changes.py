"""One change by every route of the settings of networks."""

from typing import Any

SHOWN = {"network": "tus", "kind": "org", "id": "{company}", "offers": "lidar", "agreed": "on"}

EXAMPLES: dict[str, dict[str, Any]] = {
    "/operate/network": SHOWN,
    "/operate/network/{offer}/withdraw": {},
}
