"""Bringing a menu's workbook into a park, after one has seen what it would change."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.catalogue.menu_sheet import Fault, Menu, SheetRefused
from services.catalogue.park_file import ITEMS, ItemEntry
from services.kit.audit import By
from services.kit.errors import Conflict
from services.kit.park_file import Change, EntryRefused, Filing, Outcome, bring_in
from services.kit.snapshots import version


class MenuMoved(Conflict):
    """The menu is no longer what it was when the changes were shown."""

    code = "menu_moved"


async def present(session: AsyncSession, park: Park) -> list[ItemEntry]:
    """What the park's outlets sell, as a workbook has it."""
    return await ITEMS.present(session, park)


async def plan(session: AsyncSession, park: Park, by: By, menu: Menu) -> Outcome:
    """What a workbook would change; nothing is kept. Raises SheetRefused."""
    savepoint = await session.begin_nested()
    try:
        return await _brought(session, park, by, menu)
    finally:
        await savepoint.rollback()


async def take_in(session: AsyncSession, park: Park, by: By, menu: Menu, *, seen: str) -> Outcome:
    """Bring it in, whole or not at all. `seen` is the digest of the changes that were shown.

    Raises MenuMoved, SheetRefused.
    """
    if digest((await plan(session, park, by, menu)).changes) != seen:
        raise MenuMoved("the menu has changed meanwhile")
    return await _brought(session, park, by, menu)


def digest(changes: Sequence[Change]) -> str:
    """It differs when any change does."""
    return version({" ".join(map(str, one.key)): f"{one.kind} {one.fields}" for one in changes})


async def _brought(session: AsyncSession, park: Park, by: By, menu: Menu) -> Outcome:
    try:
        return await bring_in(Filing(session, park, by), (ITEMS,), {ITEMS.name: menu.items})
    except EntryRefused as refused:
        field = str(refused.details["field"])
        place = menu.place(refused.details["number"])
        raise SheetRefused(Fault(place, field, "refused", str(refused))) from refused
