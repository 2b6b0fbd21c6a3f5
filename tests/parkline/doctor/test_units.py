"""What the doctor says of systemd's units, as a `systemctl` tells of them."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parkline.doctor import units
from parkline.settings.settings import Settings

TOLD = """\
Result={result}
Id={id}
LoadState=loaded
ActiveState={active}
FragmentPath={path}
NeedDaemonReload={reload}
"""
TIMERS = [(name, {}) for name in units.TIMERS]
CHOSEN = Settings(secret_key="a-secret-of-the-tests-of-units-of-systemd")


def now() -> datetime:
    return datetime.now(UTC)


class Systemd:
    """A folder on the PATH with a `systemctl` that tells of units."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, *units: tuple[str, dict[str, str]]) -> None:
        usual = {"result": "success", "active": "active", "path": "", "reload": "no"}
        told = "\n".join(TOLD.format(id=name, **usual | said) for name, said in units)
        (self.folder / "told").write_text(told)
        self.is_script(f"cat {self.folder}/told")

    def is_script(self, line: str) -> None:
        program = self.folder / "systemctl"
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(0o755)

    async def said(self) -> list[tuple[str, str, str]]:
        found = await units.units(CHOSEN, now)
        return [(one.level, one.code, one.what) for one in found]


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Systemd:
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return Systemd(tmp_path)


async def test_where_all_runs_nothing_is_said(systemd: Systemd) -> None:
    systemd.has(("parkline-gateway.service", {}), *TIMERS)
    assert await systemd.said() == []


async def test_where_systemd_has_none_of_ours_nothing_is_said(systemd: Systemd) -> None:
    systemd.is_script("exit 0")
    assert await systemd.said() == []
    systemd.is_script("echo 'System has not been booted with systemd' >&2; exit 1")
    assert await systemd.said() == []


async def test_a_unit_that_failed_is_an_error_and_the_doctors_own_is_not(systemd: Systemd) -> None:
    failed = {"active": "failed", "result": "exit-code"}
    systemd.has(("parkline-backup.service", failed), ("parkline-doctor.service", failed), *TIMERS)
    assert await systemd.said() == [
        ("error", "unit-failed", "parkline-backup.service has failed (exit-code)")
    ]


async def test_a_timer_that_does_not_run_is_a_warning_with_its_command(systemd: Systemd) -> None:
    first, *others = TIMERS
    systemd.has(("parkline-gateway.service", {}), (first[0], {"active": "inactive"}), *others)
    [found] = await units.units(CHOSEN, now)
    assert (found.level, found.code) == ("warning", "unit-off")
    assert found.what == "parkline-backup.timer does not run: no backup is made"
    assert found.mend == "systemctl enable --now parkline-backup.timer"


async def test_a_unit_that_systemd_has_to_read_again(systemd: Systemd) -> None:
    systemd.has(("parkline-worker@8082.service", {"reload": "yes"}), *TIMERS)
    [found] = await units.units(CHOSEN, now)
    assert (found.level, found.code) == ("warning", "unit-reload")


async def test_a_unit_of_another_version_is_told_and_one_as_shipped_is_not(
    systemd: Systemd, tmp_path: Path
) -> None:
    for name in ("parkline-bot@.service", "parkline-gateway.service"):
        shutil.copy(units.SHIPPED / name, tmp_path)
    with (tmp_path / "parkline-bot@.service").open("a") as file:
        file.write("Environment=A=b\n")
    there = {
        "parkline-bot@5055.service": "parkline-bot@.service",
        "parkline-gateway.service": "parkline-gateway.service",
    }
    systemd.has(*((unit, {"path": str(tmp_path / file)}) for unit, file in there.items()), *TIMERS)
    [(level, code, what)] = await systemd.said()
    assert (level, code) == ("info", "unit-differs")
    assert what == f"{tmp_path}/parkline-bot@.service is not as this version ships it"


@pytest.mark.skipif(shutil.which("systemctl") is None, reason="no systemctl")
def test_systemctl_takes_what_it_is_asked() -> None:
    """It may say that no systemd runs; not that it does not know an option."""
    asked = ["systemctl", "show", "parkline*", f"--property={','.join(units.ASKED)}", "--no-pager"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert "option" not in told.stderr
