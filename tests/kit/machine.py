"""What the machine that the tests run on has to spare."""

import os
import shutil
import time
from pathlib import Path

LOOKS = 2.0
"""Seconds in which it is seen what others do."""
EACH = 1.5e9
"""Bytes of memory that a process of tests takes, with its servers and its browser."""
DATA = 2e9
"""Bytes that the databases of a process of tests may come to."""
MEMORY = Path("/dev/shm")


def testers() -> int:
    """How many processes of tests run best side by side: a process waits for its servers, its bot
    and its browser for half of the time, so two for each core. Where others keep half of the cores
    busy, one: pages would come too late for their tests."""
    cores = len(os.sched_getaffinity(0))
    wanted = cores * 2 if idle(LOOKS) >= 0.5 else cores
    return max(1, min(wanted, int(available() / EACH)))


def idle(seconds: float) -> float:
    """The part of all cores' time in which they had nothing to do."""
    before = _ticks()
    time.sleep(seconds)
    spent = [after - at for at, after in zip(before, _ticks(), strict=True)]
    return (spent[3] + spent[4]) / max(1, sum(spent))  # Waiting for a disk is nothing to do, too.


def _ticks() -> list[int]:
    """user, nice, system, idle, iowait, irq, softirq and steal: proc_stat(5). What guests take is
    in user already."""
    whole, *_ = Path("/proc/stat").read_text().splitlines()
    return [int(each) for each in whole.split()[1:9]]


def available() -> int:
    """Bytes of memory that can be had without swapping."""
    lines = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    return int(lines["MemAvailable"].split()[0]) * 1024


def memory() -> Path | None:
    """A folder in memory, where there is room for databases: no test waits for a disk there, which
    is slow to say that it has written. Containers often have one of 64 MB."""
    if not MEMORY.is_dir() or available() < DATA + EACH:
        return None
    room = os.statvfs(MEMORY)
    return MEMORY if room.f_bavail * room.f_frsize > DATA * 2 else None


def prefix() -> str:
    """Of the names of folders of this process, which another may `sweep` away once it is gone."""
    return f"parkline-tests-{os.getpid()}-"


def sweep(folder: Path) -> None:
    """Remove what processes of tests left that were killed: memory is not swept by anybody else.
    PostgreSQL ends within a minute after its files have gone."""
    for left in folder.glob("parkline-tests-*-*"):
        if not Path("/proc", left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)


if __name__ == "__main__":
    print(testers())
