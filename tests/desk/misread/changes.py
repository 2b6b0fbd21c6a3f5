"""One change by every route of misread messages."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "/operate/misread/{misread}/accept": {"text": "来一份牛肉面", "acts": "start:order"},
    "/operate/misread/{message}/reject": {},
}
