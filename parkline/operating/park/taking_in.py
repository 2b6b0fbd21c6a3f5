"""Bringing a park's file into the database, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.park import Park
from parkline.operating.park import reading
from parkline.operating.park.reading import FileRefused, ParkFile
from parkline.stores import schema
from parkline.stores.database import database
from services.kit.audit import By
from services.kit.park_file import Change, EntryRefused, Filing, Outcome, bring_in
from services.park.park_file import ParkEntry, found_park
from services.staff.park_file import StaffEntry, can_sign_in

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

STARTERS = Path(__file__).parent / "starters.yaml"
"""Questions whose answers are true of every park, for a new one."""
FIRST = StaffEntry(
    login="operator",
    name="管理员 Operator",
    roles=["agent", "dispatcher", "reception", "manager", "operator"],
)
"""Who lets everybody else in, where a file names no operator."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it; `made_passwords` by login, which nobody can read later."""

    slug: str
    is_new: bool
    changes: tuple[Change, ...]
    unchanged: int
    made_passwords: Mapping[str, str] = field(default_factory=dict)


async def init(
    url: str,
    file: ParkFile,
    *,
    now: datetime,
    dry_run: bool = False,
    starters: bool = True,
    passwords: Mapping[str, str] | None = None,
) -> Taken:
    """Make the park of a file, or bring the one with its slug to what the file says.

    `passwords` are those chosen for new staff, by login. Raises FileRefused, SchemaRefused.
    """
    entry = _park_of(file)
    async with database(url, pool_size=1) as sessions, sessions.begin() as session:
        await schema.require(session)
        savepoint = await session.begin_nested()
        park = await session.scalar(select(Park).where(Park.slug == entry.slug))
        is_new = park is None
        park = park or await found_park(session, entry)
        filing = Filing(session, park, By(park.id, None, now), dict(passwords or {}))
        files = [file]
        if is_new and starters and "faq" not in file.entries:
            files.append(reading.read(STARTERS))
        outcomes = [await _bring_in(filing, one) for one in files]
        if not await can_sign_in(session, park):
            first = ParkFile(file.name, {"staff": [FIRST]})
            outcomes.append(await _bring_in(filing, first))
        return await _ended(savepoint, filing, outcomes, is_new=is_new, dry_run=dry_run)


async def take_in(
    session: AsyncSession, park: Park, file: ParkFile, *, now: datetime, dry_run: bool
) -> Taken:
    """Bring a park to what a file says; a `dry_run` takes all of it back. The caller commits.

    Raises FileRefused.
    """
    for entry in file.entries.get("park", ()):
        if isinstance(entry, ParkEntry) and entry.slug != park.slug:
            place = file.at(("park", "slug"))
            told = f"is of the park {entry.slug!r}, PARKLINE_PARK is {park.slug!r}"
            raise FileRefused(f"{place}: {told}")
    savepoint = await session.begin_nested()
    filing = Filing(session, park, By(park.id, None, now))
    outcome = await _bring_in(filing, file)
    return await _ended(savepoint, filing, [outcome], is_new=False, dry_run=dry_run)


async def _bring_in(filing: Filing, file: ParkFile) -> Outcome:
    try:
        return await bring_in(filing, reading.sections(), file.entries)
    except EntryRefused as fault:
        raise file.refused(fault) from fault


async def _ended(
    savepoint: AsyncSessionTransaction,
    filing: Filing,
    outcomes: list[Outcome],
    *,
    is_new: bool,
    dry_run: bool,
) -> Taken:
    taken = Taken(
        filing.park.slug,
        is_new,
        tuple(change for one in outcomes for change in one.changes),
        sum(one.unchanged for one in outcomes),
        {} if dry_run else filing.made_passwords,
    )
    await (savepoint.rollback() if dry_run else savepoint.commit())
    return taken


def _park_of(file: ParkFile) -> ParkEntry:
    for entry in file.entries.get("park", ()):
        if isinstance(entry, ParkEntry):
            return entry
    raise FileRefused(f"{file.name}: park: is missing; it names the park and its phones")
