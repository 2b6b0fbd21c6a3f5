"""Which of several Pythons an environment is made with."""

import json
import stat
import sys
from pathlib import Path

import pytest

from bench import fastest_python


def uv(folder: Path, *pythons: str) -> str:
    """A stand-in for uv that has found these."""
    listing = folder / "listing.json"
    listing.write_text(json.dumps([{"path": path} for path in pythons]))
    return script(folder / "uv", f"cat {listing}")


def script(path: Path, line: str) -> str:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_fastest_is_chosen_and_one_that_does_not_run_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, fast = script(tmp_path / "slow", "echo 0.02"), script(tmp_path / "fast", "echo 0.01")
    broken = script(tmp_path / "broken", "echo 0; exit 127")
    monkeypatch.setattr(sys, "argv", ["", uv(tmp_path, slow, fast, broken), "3.13"])
    fastest_python.main()
    assert capsys.readouterr().out == f"{fast}\n"


def test_without_any_uv_is_to_fetch_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["", uv(tmp_path), "3.13"])
    fastest_python.main()
    assert capsys.readouterr().out == "3.13\n"


def test_a_real_one_is_timed_by_itself() -> None:
    assert 0 < fastest_python.measured(sys.executable) < fastest_python.PATIENCE_SECONDS


def test_one_python_by_two_names_is_one(tmp_path: Path) -> None:
    real = script(tmp_path / "python3.13", "echo 0.01")
    (tmp_path / "python3").symlink_to(real)
    assert fastest_python.installed(uv(tmp_path, real, str(tmp_path / "python3")), "3.13") == [real]
