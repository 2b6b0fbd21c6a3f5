"""`make audit` says what it could not find out."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from parkline.settings.settings import ROOT


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(__import__("sys").modules, "audit", made)
    spec.loader.exec_module(made)
    monkeypatch.setattr(made, "bandit", lambda: True)
    monkeypatch.setattr(made, "LOCKS", ("requirements.lock",))
    monkeypatch.setattr(made, "NODE", ("tests/peers",))
    return made


def answers(audit: ModuleType, services: dict[str, set[str] | None], npm: bool = True) -> None:
    """`services`: which packages each knows, all of them without advisories; None for no answer."""
    names = audit._packages("requirements.lock")

    def output(*command: str, cwd: Path = ROOT) -> tuple[str, str]:
        if command[0] == "npm":
            return ('{"vulnerabilities": {}}' if npm else '{"message": "405"}'), "405"
        known = services[command[command.index("-s") + 1]]
        if known is None:
            return "", "ConnectionError"
        found = [
            {"name": name, "version": "1", "vulns": []}
            if name in known
            else {"name": name, "skip_reason": "not found"}
            for name in names
        ]
        return json.dumps({"dependencies": found}), ""

    audit.output = output


def test_where_nobody_answers_it_says_so_and_fails_if_it_is_strict(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(audit, {"pypi": None, "osv": None}, npm=False)
    assert (audit.main([]), audit.main(["--strict"])) == (0, 1)
    said = capsys.readouterr().out
    assert "requirements.lock: NOT CHECKED at all (pypi: ConnectionError" in said
    assert "tests/peers: NOT CHECKED at all (npm: 405)" in said
    assert "STRICT, so this fails" in said


def test_one_package_that_nobody_knows_is_named_and_is_no_clean_bill(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    names = set(audit._packages("requirements.lock"))
    answers(audit, {"pypi": names - {"aiohttp"}, "osv": set()})
    assert (audit.main([]), audit.main(["--strict"])) == (0, 1)
    said = capsys.readouterr().out
    assert "NOT CHECKED: aiohttp (" in said
    assert f"audit: 1 of {len(names) + audit.node('tests/peers').packages} packages" in said


def test_what_one_service_does_not_know_the_next_is_asked(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    names = set(audit._packages("requirements.lock"))
    answers(audit, {"pypi": names - {"aiohttp"}, "osv": {"aiohttp"}})
    assert audit.main(["--strict"]) == 0
    assert "NOT CHECKED" not in capsys.readouterr().out


def test_without_a_network_by_choice_strict_fails_too(audit: ModuleType) -> None:
    assert (audit.main(["--offline"]), audit.main(["--offline", "--strict"])) == (0, 1)


def test_an_advisory_without_a_reason_fails(audit: ModuleType) -> None:
    answers(audit, {"pypi": set(audit._packages("requirements.lock"))})
    found = audit.Asked(1, [("aiohttp 1", {"CVE-0000-0001"})])
    audit.node = lambda folder: found
    assert audit.main([]) == 1


def test_each_lock_of_ours_is_asked_about(audit: ModuleType) -> None:
    fresh = (ROOT / ".ci" / "audit.py").read_text("utf-8")
    locks = [*ROOT.glob("*.lock"), *ROOT.glob("bot/*.lock"), *ROOT.glob("tests/peers/*.lock")]
    locks += [*ROOT.glob(".ci/*.lock")]
    assert len(locks) == 4
    assert [path for path in locks if f'"{path.relative_to(ROOT)}"' not in fresh] == []
