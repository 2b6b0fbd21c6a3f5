"""What each process calls itself to PostgreSQL, so that others see which keys it knows."""

import os
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from parkline.settings import secrets
from parkline.settings.settings import Settings

PREFIX = "parkline"


@dataclass(frozen=True, slots=True)
class Process:
    """A process that is connected to the database. `number` is that of its own machine."""

    role: str
    number: int
    signs_with: str
    """Id of its key."""
    accepts: frozenset[str]

    def __str__(self) -> str:
        return f"{self.role} (process {self.number})"

    def knows(self, key_id: str) -> bool:
        return key_id == self.signs_with or key_id in self.accepts


def name(settings: Settings, role: str) -> str:
    """At most 63 characters, as PostgreSQL wants it."""
    keys = ",".join((secrets.key_id(settings), *secrets.accepted_ids(settings)))
    return f"{PREFIX} {role} {os.getpid()} {keys}"


def parsed(names: Iterable[str]) -> list[Process]:
    """One for each process. A name that is none of ours is passed over."""
    found = set[Process]()
    for one in names:
        parts = one.split(" ")
        if len(parts) == 4 and parts[0] == PREFIX and parts[2].isdecimal():  # noqa: PLR2004
            signs, *accepts = parts[3].split(",")
            found.add(Process(parts[1], int(parts[2]), signs, frozenset(accepts)))
    return sorted(found, key=lambda process: (process.role, process.number))


async def connected(session: AsyncSession) -> list[Process]:
    """The processes of this installation that hold a connection now."""
    names = await session.scalars(
        text(
            "select application_name from pg_stat_activity"
            " where datname = current_database() and application_name like :prefix"
        ),
        {"prefix": f"{PREFIX} %"},
    )
    return parsed(names)
