"""One change by every route of labels."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "/operate/labels": {"name_zh": "电梯年检", "name_en": "Lift inspection", "tone": "info"},
    "/operate/labels/{label}": {"name_zh": "加急", "name_en": "Rush", "tone": "bad"},
}
