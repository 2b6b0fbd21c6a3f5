"""Rows as somebody was shown them: what changed, and whether another changed it meanwhile."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base
from services.kit.errors import Conflict

type Shown = dict[str, Any]
"""Columns by name, as JSON holds them: a time is 09:00, a day 2026-10-01."""


class ChangedMeanwhile(Conflict):
    """The row is no longer what the form showed. `details`: `subject`, such as item:17."""

    code = "changed_meanwhile"


def snapshot(row: Base, columns: Iterable[str]) -> Shown:
    return {column: _plain(getattr(row, column)) for column in columns}


def version(shown: Mapping[str, Any]) -> str:
    """A short digest that a form carries along; it differs when anything shown does."""
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


async def claim(
    session: AsyncSession, row: Base, columns: Iterable[str], seen: str, subject: str
) -> Shown:
    """Lock the row for a change by somebody who saw the version `seen`; what it is before.

    Raises ChangedMeanwhile.
    """
    # Not FOR UPDATE: rows that point here, such as order lines, need not wait.
    await session.refresh(row, with_for_update={"key_share": True})
    shown = snapshot(row, columns)
    if version(shown) != seen:
        raise ChangedMeanwhile(subject, subject=subject)
    return shown


def _plain(value: Any) -> Any:
    match value:
        case time():
            return f"{value:%H:%M}"
        case date() | datetime():
            return value.isoformat()
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value
