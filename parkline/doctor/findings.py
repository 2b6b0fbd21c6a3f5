"""A finding: how bad, what, and what to do."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Literal

Level = Literal["info", "warning", "error"]

SIGNS: dict[Level, str] = {"info": "·", "warning": "!", "error": "✗"}
SUMMARY = (
    "well: nothing needs mending",
    "warnings: mend them in the next days",
    "errors: mend them now",
)
"""By status."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable. No secret stands in it."""

    level: Level
    code: str
    what: str
    mend: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def status_of(findings: Sequence[Finding]) -> int:
    """0 nothing to mend, 1 warnings, 2 errors."""
    levels = {finding.level for finding in findings}
    return 2 if "error" in levels else 1 if "warning" in levels else 0


def graded(
    code: str, value: timedelta, what: str, mend: str, *, warn: timedelta, fail: timedelta
) -> list[Finding]:
    """Nothing below `warn`; an error from `fail` on."""
    if value < warn:
        return []
    return [Finding("error" if value >= fail else "warning", code, what, mend)]


def spoken(period: timedelta) -> str:
    """As people say it: 40 s, 12 min, 5 h, 3 days."""
    seconds = abs(period.total_seconds())
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
