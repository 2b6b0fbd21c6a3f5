"""What is known against our own code and against what we depend on; `make audit` runs it.

bandit needs no network. The advisories do: where their service cannot be asked, this says so and
goes on, unless it is called with --strict. An advisory that stands in advisories.toml with a reason
is printed and passes; any other fails.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
OURS = (
    *("actions", "api", "connectors", "desk", "edge", "models", "parkline", "services"),
    *("bot/components", "bot/tools"),
)
LOCKS = ("requirements.lock", "bot/requirements.lock")
NODE = ("miniapp", "tests/peers")
SERIOUS = {"high", "critical"}
"""Of npm's severities. Its packages build the mini-app and are not shipped."""
SECONDS = 300


class NotAsked(Exception):
    """The service that knows the advisories did not answer."""


def output(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=cwd, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return done.stdout


def bandit() -> bool:
    command = [str(BIN / "bandit"), "-q", "-c", "pyproject.toml", "-r", *OURS]
    return subprocess.run(command, cwd=ROOT, timeout=SECONDS, check=False).returncode == 0  # noqa: S603 - our own command


def python(lock: str) -> list[tuple[str, set[str]]]:
    """Every advisory: the package with its version, and all names of the advisory."""
    said = output(
        *(str(BIN / "pip-audit"), "-r", lock, "--require-hashes", "--disable-pip"),
        *("-f", "json", "--progress-spinner", "off"),
    )
    found = json.loads(said)["dependencies"] if said.strip() else []
    known = [package for package in found if "vulns" in package]
    if len(known) * 2 < len(found) or not found:
        raise NotAsked
    return [
        (f"{package['name']} {package['version']}", {one["id"], *one["aliases"]})
        for package in known
        for one in package["vulns"]
    ]


def node(folder: str) -> list[tuple[str, set[str]]]:
    said = output("npm", "audit", "--json", "--package-lock-only", cwd=ROOT / folder)
    try:
        found = json.loads(said)["vulnerabilities"]
    except (ValueError, KeyError):
        raise NotAsked from None
    return [
        (name, {str(via.get("url", name)).rpartition("/")[2]})
        for name, about in found.items()
        for via in about["via"]
        if isinstance(via, dict) and via["severity"] in SERIOUS
    ]


def excused(where: str) -> dict[str, str]:
    """The reason by each name of an advisory."""
    kept = tomllib.loads((ROOT / ".ci" / "advisories.toml").read_text("utf-8"))
    return {
        name: f"{one['reach']}; {one['stays']}"
        for one in kept["advisory"]
        if one["where"] == where
        for name in one["names"]
    }


def judged(where: str, found: list[tuple[str, set[str]]]) -> Iterator[str]:
    """What nobody has given a reason for."""
    reasons = excused(where)
    for package, names in found:
        reason = next((reasons[name] for name in names if name in reasons), None)
        line = f"{where}: {package}: {', '.join(sorted(names))}"
        print(f"{line}: stays: {reason}" if reason else f"{line}: NO REASON GIVEN")
        if reason is None:
            yield line


def main(arguments: list[str]) -> int:
    sound = bandit()
    print("bandit: nothing found" if sound else "bandit: see above")
    if "--offline" in arguments:
        return 0 if sound else 1
    bad: list[str] = []
    unasked = 0
    asks: list[tuple[str, Any]] = [(lock, python) for lock in LOCKS]
    asks += [(folder, node) for folder in NODE]
    for where, ask in asks:
        try:
            found = ask(where)
        except (NotAsked, OSError, subprocess.TimeoutExpired):
            unasked += 1
            print(f"{where}: NOT CHECKED: the advisory service cannot be reached from here")
            continue
        bad += judged(where, found)
        print(f"{where}: {len(found)} advisories")
    strict = "--strict" in arguments and unasked
    return 0 if sound and not bad and not strict else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
