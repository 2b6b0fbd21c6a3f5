"""What is known against our own code and against what we depend on; `make audit` runs it.

bandit needs no network. The advisories do: PyPI is asked, then OSV for what PyPI did not answer;
npm's registry is asked for packages of Node. What nobody could be asked about is named, package by
package, and called with --strict that is a failure. An advisory that stands in advisories.toml with
a reason is printed and passes; any other fails.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
OURS = (
    *("actions", "api", "connectors", "desk", "edge", "models", "parkline", "services", "times"),
    "vendor_desk",
    *("bot/components", "bot/tools"),
)
LOCKS = (
    *("requirements.lock", "bot/requirements.lock", "bot/tools/finetuning/requirements.lock"),
    *("tests/peers/requirements.lock", ".ci/audit.lock", "site/requirements.lock"),
    *("deploy/helm/requirements.lock", "bench/stock/requirements.lock"),
)
SERVICES = ("pypi", "osv")
"""Of advisories, in the order in which pip-audit asks them."""
NODE = ("miniapp", "tests/peers", "site")
SERIOUS = {"high", "critical"}
"""Of npm's severities. Its packages build the mini-app and are not shipped."""
SECONDS = 300


Advisory = tuple[str, set[str]]
"""The package with its version, and all names of the advisory."""


@dataclass
class Asked:
    """What came of asking for the packages of one lock."""

    packages: int
    advisories: list[Advisory] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    """Packages that no service answered for."""
    why: list[str] = field(default_factory=list)


def output(*command: str, cwd: Path = ROOT) -> tuple[str, str]:
    """What a command wrote, and its last words where it failed."""
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=cwd, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return "", type(problem).__name__
    said = [line for line in done.stderr.splitlines() if line.strip()]
    # The kind of problem is enough: the rest names hosts.
    kind = said[-1].strip().partition(": ")[0].rpartition(".")[2] if said else ""
    return done.stdout, kind or f"status {done.returncode}"


def bandit() -> bool:
    command = [str(BIN / "bandit"), "-q", "-c", "pyproject.toml", "-r", *OURS]
    return subprocess.run(command, cwd=ROOT, timeout=SECONDS, check=False).returncode == 0  # noqa: S603 - our own command


def python(lock: str) -> Asked:
    """Each service is asked for the whole lock, until each package is answered for."""
    names = _packages(lock)
    asked, left = Asked(len(names)), set(names)
    for service in SERVICES:
        said, problem = output(
            *(str(BIN / "pip-audit"), "-s", service, "-r", lock, "--require-hashes"),
            *("--disable-pip", "-f", "json", "--progress-spinner", "off"),
        )
        try:
            found = json.loads(said)["dependencies"]
        except (ValueError, KeyError):
            asked.why.append(f"{service}: {problem}")
            continue
        known = [one for one in found if "vulns" in one and one["name"].lower() in left]
        asked.advisories += [
            (f"{one['name']} {one['version']}", {each["id"], *each["aliases"]})
            for one in known
            for each in one["vulns"]
        ]
        left -= {one["name"].lower() for one in known}
        if not left:
            break
        asked.why.append(f"{service} does not know {len(left)}")
    asked.unchecked = sorted(left)
    return asked


def _packages(lock: str) -> list[str]:
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    begins = [line for line in lines if line and line[0] not in " #" and "==" in line]
    return sorted({line.partition("==")[0].partition("[")[0].lower() for line in begins})


def node(folder: str) -> Asked:
    """npm answers for the whole lock or not at all."""
    packages = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))["packages"]
    names = sorted({place.rpartition("node_modules/")[2] for place in packages if place})
    asked = Asked(len(names))
    said, problem = output("npm", "audit", "--json", "--package-lock-only", cwd=ROOT / folder)
    try:
        found = json.loads(said)
        vulnerable = found["vulnerabilities"]
    except (ValueError, KeyError):
        asked.unchecked, asked.why = names, [f"npm: {problem}"]
        return asked
    asked.advisories = [
        (name, {str(via.get("url", name)).rpartition("/")[2]})
        for name, about in vulnerable.items()
        for via in about["via"]
        if isinstance(via, dict) and via["severity"] in SERIOUS
    ]
    return asked


def excused(where: str) -> dict[str, str]:
    """The reason by each name of an advisory."""
    kept = tomllib.loads((ROOT / ".ci" / "advisories.toml").read_text("utf-8"))
    return {
        name: f"{one['reach']}; {one['stays']}"
        for one in kept["advisory"]
        if where in one["where"]
        for name in one["names"]
    }


def judged(where: str, found: list[Advisory]) -> Iterator[str]:
    """What nobody has given a reason for."""
    reasons = excused(where)
    for package, names in found:
        reason = next((reasons[name] for name in names if name in reasons), None)
        line = f"{where}: {package}: {', '.join(sorted(names))}"
        print(f"{line}: stays: {reason}" if reason else f"{line}: NO REASON GIVEN")
        if reason is None:
            yield line


def told(where: str, asked: Asked) -> None:
    """One line; with the names, where only some packages were not checked."""
    checked = asked.packages - len(asked.unchecked)
    print(f"{where}: {checked} of {asked.packages} packages checked", end="")
    print(f", {len(asked.advisories)} advisories" if checked else "")
    if asked.unchecked:
        which = f": {', '.join(asked.unchecked)}" if checked else " at all"
        print(f"{where}: NOT CHECKED{which} ({'; '.join(asked.why)})")


def main(arguments: list[str]) -> int:
    sound = bandit()
    print("bandit: nothing found" if sound else "bandit: see above")
    if "--offline" in arguments:
        print("advisories: NOT CHECKED at all (OFFLINE)")
        return 0 if sound and "--strict" not in arguments else 1
    asks: list[tuple[str, Callable[[str], Asked]]] = [(lock, python) for lock in LOCKS]
    asks += [(folder, node) for folder in NODE]
    bad, unchecked, packages = list[str](), 0, 0
    for where, ask in asks:
        asked = ask(where)
        told(where, asked)
        bad += judged(where, asked.advisories)
        packages, unchecked = packages + asked.packages, unchecked + len(asked.unchecked)
    if unchecked:
        strict = "--strict" in arguments
        print(
            f"audit: {unchecked} of {packages} packages were NOT CHECKED against advisories:",
            "STRICT, so this fails" if strict else "this passes, and says nothing about them",
        )
        if strict:
            return 1
    return 0 if sound and not bad else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
