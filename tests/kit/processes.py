"""Which processes there are, as the system tells it."""

from collections.abc import Iterator
from pathlib import Path


def children(parent: int) -> list[int]:
    """Those that run; one that has ended and was not waited for does not."""
    return [pid for pid, of in _running() if of == parent]


def family(parent: int) -> list[int]:
    """All that come of a process, without itself."""
    beside: dict[int, list[int]] = {}
    for pid, of in _running():
        beside.setdefault(of, []).append(pid)
    found: list[int] = []
    waiting = [parent]
    while waiting:
        next_ = beside.get(waiting.pop(), [])
        found += next_
        waiting += next_
    return found


def command(pid: int) -> str:
    """Its command line; nothing once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _running() -> Iterator[tuple[int, int]]:
    """(process, parent)."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:  # It ended meanwhile.
            continue
        if state != "Z":
            yield int(stat.parent.name), int(parent)
