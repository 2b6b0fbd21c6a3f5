"""Under which conditions sentences are judged; imports nothing of Rasa."""

from __future__ import annotations

import re
from pathlib import Path

NOW = "2026-12-02T09:30:00+08:00"
"""When every sentence is said: an ordinary workday."""


def resident_megabytes() -> float:
    """Of this process, now; 0.0 where the system does not say (it does on Linux)."""
    status = Path("/proc/self/status")
    text = status.read_text(encoding="utf-8") if status.is_file() else ""
    said = re.search(r"VmRSS:\s+(\d+) kB", text)
    return int(said.group(1)) / 1024 if said else 0.0
