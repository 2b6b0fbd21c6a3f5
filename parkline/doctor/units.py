"""Units of systemd, where Parkline runs under them: what failed, what never runs, what is another
version's. Nothing is told where systemd has none of ours."""

import asyncio
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from parkline.doctor.findings import Finding
from parkline.process.clock import Clock
from parkline.settings.settings import ROOT, Settings

SHIPPED = ROOT / "deploy" / "systemd"
ASKED = ("Id", "LoadState", "ActiveState", "Result", "NeedDaemonReload", "FragmentPath")
PATIENCE = 5.0
ITSELF = "parkline-doctor.service"
"""It fails while there is an error to mend, so it says nothing new."""
TIMERS = {
    "parkline-backup.timer": "no backup is made",
    "parkline-drill.timer": "no backup is tried",
    "parkline-doctor.timer": "nobody looks for what needs mending",
}
"""Those that every installation wants, and what it is without them."""


async def units(_settings: Settings, _clock: Clock) -> list[Finding]:
    loaded = [unit for unit in await _loaded() if unit["LoadState"] != "not-found"]
    if not loaded:
        return []
    found = [finding for unit in loaded for finding in _of(unit)]
    active = {unit["Id"] for unit in loaded if unit["ActiveState"] == "active"}
    for timer, lacking in TIMERS.items():
        if timer not in active:
            what = f"{timer} does not run: {lacking}"
            mend = f"systemctl enable --now {timer}"
            found.append(Finding("warning", "unit-off", what, mend))
    return found


def _of(unit: dict[str, str]) -> Iterator[Finding]:
    name = unit["Id"]
    if unit["ActiveState"] == "failed" and name != ITSELF:
        what = f"{name} has failed ({unit['Result']})"
        mend = f"journalctl -u {name} -e says why; then systemctl restart {name}"
        yield Finding("error", "unit-failed", what, mend)
    if unit["NeedDaemonReload"] == "yes":
        what = f"{name} has changed since systemd read it"
        mend = f"systemctl daemon-reload && systemctl restart {name}"
        yield Finding("warning", "unit-reload", what, mend)
    there = Path(unit["FragmentPath"])
    ours = SHIPPED / there.name
    if unit["FragmentPath"] and ours.is_file() and _hash(there) not in {None, _hash(ours)}:
        what = f"{there} is not as this version ships it"
        mend = f"diff {there} {ours}; what is your own belongs into `systemctl edit {name}`"
        yield Finding("info", "unit-differs", what, mend)


def _hash(file: Path) -> str | None:
    """None where it cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


async def _loaded() -> list[dict[str, str]]:
    """What systemd says of each of our units that it knows; nothing where it cannot be asked."""
    if not (program := shutil.which("systemctl")):
        return []
    asked = ("show", "parkline*", *TIMERS, f"--property={','.join(ASKED)}", "--no-pager")
    process = await asyncio.create_subprocess_exec(
        program, *asked, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    except TimeoutError:
        process.kill()
        await process.wait()
        return []
    blocks = said.decode("utf-8", "replace").strip().split("\n\n") if not process.returncode else []
    read = (dict(line.partition("=")[::2] for line in block.splitlines()) for block in blocks)
    known = {one["Id"]: one for one in read if one.keys() >= {*ASKED}}
    return list(known.values())
