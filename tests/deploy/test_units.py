"""What deploy/ ships: units that systemd takes, settings and commands that there are, and metrics
that are told."""

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dotenv import dotenv_values
from ruamel.yaml import YAML

from parkline.settings.settings import ROOT, Settings
from tests.parkline.test_docs import COMMANDS

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
SETTINGS = {f"PARKLINE_{name.upper()}" for name in Settings.model_fields}
LAID_OPEN = 2.0
"""Of ten: what `systemd-analyze security` may say of a service at most."""
ENDS = {"Counter": ["_total"], "Gauge": [""], "Histogram": ["_bucket", "_sum", "_count"]}
"""What Prometheus calls a metric of a kind, behind its name."""
PLAIN = re.compile(r"[A-Z_]+='[^']*'")


def verified(units: list[Path], folder: Path) -> str:
    """What systemd says of units whose program is this tree's own."""
    program = str(ROOT / ".venv" / "bin" / "parkline")
    for unit in units:
        text = unit.read_text().replace("/opt/parkline/.venv/bin/parkline", program)
        (folder / unit.name).write_text(text)
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(folder / unit.name) for unit in units)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line for line in told.stderr.splitlines() if "parkline" in line]
    return "\n".join(lines)


needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd-analyze"
)


@needs_systemd
def test_systemd_has_nothing_to_say_about_the_units(tmp_path: Path) -> None:
    assert verified(UNITS, tmp_path) == ""


@needs_systemd
def test_a_unit_that_is_wrong_is_told(tmp_path: Path) -> None:
    """So that the test before this one can fail."""
    (tmp_path / "given").mkdir()
    wrong = tmp_path / "given" / "parkline-wrong.service"
    wrong.write_text(SERVICES[0].read_text().replace("NoNewPrivileges=yes", "NoNewPrivilege=yes"))
    assert "NoNewPrivilege" in verified([wrong], tmp_path)


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_is_shut_in(unit: Path) -> None:
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--json=short", str(unit)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(told.stdout)
    summary = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", str(unit)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", summary.stdout)
    assert exposure is not None
    assert float(exposure[1]) <= LAID_OPEN


def test_every_command_of_a_unit_and_of_compose_is_one_of_ours() -> None:
    called = set()
    for unit in SERVICES:
        found = re.findall(r"/bin/parkline ([a-z]+(?: [a-z]+)?)", unit.read_text())
        assert found, unit.name
        called |= set(found)
    compose = YAML(typ="safe").load((DEPLOY / "container" / "compose.yaml").read_text())
    called |= {
        " ".join(one["command"])
        for one in compose["services"].values()
        if str(one.get("image", "")).startswith("parkline")
    }
    known = set(COMMANDS)
    assert {one for one in called if f"parkline {one}" not in known} - {
        one for one in called if f"parkline {one.partition(' ')[0]}" in known
    } == set()


def test_every_timer_has_its_service() -> None:
    names = {unit.name for unit in UNITS}
    timers = {name for name in names if name.endswith(".timer")}
    assert timers
    assert {name.replace(".timer", ".service") for name in timers} <= names


def test_shell_and_parkline_read_the_env_file_alike() -> None:
    """systemd reads single quotes as a shell does; nothing that one of them reads otherwise stands
    there."""
    file = DEPLOY / "parkline.env.example"
    lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not PLAIN.fullmatch(line)] == []
    names = [line.partition("=")[0] for line in lines]
    assert set(names) <= SETTINGS
    script = 'set -a; . "$0"; for name in "${@}"; do printf "%s\\0" "${!name}"; done'
    said = subprocess.run(
        ["bash", "-euc", script, str(file), *names], capture_output=True, text=True, check=True
    )
    by_shell = dict(zip(names, said.stdout.split("\0"), strict=False))
    assert by_shell == dict(dotenv_values(file))


def test_the_settings_of_compose_are_settings() -> None:
    file = DEPLOY / "container" / "parkline.env.example"
    assert set(dotenv_values(file)) <= SETTINGS


def test_those_who_meet_on_loopback_share_a_network() -> None:
    """Bots listen on loopback only; the worker asks them, too."""
    compose = YAML(typ="safe").load((DEPLOY / "container" / "compose.yaml").read_text())
    for role in ("bot", "worker"):
        assert compose["services"][role]["network_mode"] == "service:gateway"


def test_nothing_of_whoever_builds_comes_into_the_image() -> None:
    """Not their environments, trained bot or secrets; what git does not know is made anew."""
    left_out = set((ROOT / ".dockerignore").read_text().splitlines())
    made = {one.strip("/") for one in (ROOT / ".gitignore").read_text().split()}
    kept = {"results", "*.egg-info", ".rasa", ".coverage"}
    known = {one.removeprefix("**/") for one in left_out}
    assert {one for one in made - kept if one not in known and one != "bot/.venv"} == set()
    assert {"**/.venv", "deploy/container/parkline.env"} <= left_out


def test_the_image_copies_what_there_is_and_runs_as_nobody_of_importance() -> None:
    text = (DEPLOY / "container" / "Containerfile").read_text()
    assert re.search(r"^USER parkline$", text, re.M)
    targets = set(re.findall(r"make (\w+)", text.split("&& make setup")[1].split("\n\n")[0]))
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert targets <= made


@cache
def metrics() -> dict[str, set[str]]:
    """Names under which our code tells metrics, with their labels."""
    found: dict[str, set[str]] = {}
    for package in ("parkline", "connectors", "services", "edge", "desk", "api"):
        for file in (ROOT / package).rglob("*.py"):
            for call in _calls(file):
                kind = ast.unparse(call.func).rpartition(".")[2]
                name = str(call.args[0].value)  # type: ignore[attr-defined]
                labels = set(ast.literal_eval(call.args[2])) if len(call.args) > 2 else set()
                ends = ENDS[kind]
                for end in ends:
                    found[name + end] = labels | ({"le"} if end == "_bucket" else set())
    return found


def _calls(file: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and re.fullmatch(
            r"(prometheus_client\.)?(Counter|Gauge|Histogram)", ast.unparse(node.func)
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and str(first.value).startswith("parkline_"):
                yield node


def asked() -> list[tuple[str, str]]:
    """(where, expression) of every rule and every panel."""
    rules: Any = YAML(typ="safe").load((DEPLOY / "monitoring" / "parkline.rules.yml").read_text())
    found = [(rule["alert"], rule["expr"]) for group in rules["groups"] for rule in group["rules"]]
    board = json.loads((DEPLOY / "monitoring" / "grafana.json").read_text())
    return found + [(p["title"], t["expr"]) for p in board["panels"] for t in p["targets"]]


@pytest.mark.parametrize(("where", "expression"), asked())
def test_what_is_watched_is_told(where: str, expression: str) -> None:
    known = metrics()
    assert len(known) > 10
    ours = set(re.findall(r"parkline_\w+", expression))
    assert ours <= set(known), where
    for name in ours:
        for chosen in re.findall(rf"{name}{{([^}}]*)}}", expression):
            labels = set(re.findall(r"(\w+)\s*(?:=~|!=|=)", chosen))
            assert labels <= known[name], where
    grouped = set(re.findall(r"\w+", " ".join(re.findall(r"by \(([^)]*)\)", expression))))
    assert grouped <= {label for name in ours for label in known[name]}, where


def test_every_metric_is_on_the_dashboard() -> None:
    shown = " ".join(expression for _, expression in asked())
    bases = {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in metrics()}
    assert {base for base in bases if base not in shown} == set()
