"""Who of the staff looked at whose data: noted beside changes, with the role and the page.

A note names what was looked at by its number, and holds nothing that is personal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.base import UtcDateTime
from services.kit.audit import By
from services.kit.looks import Looks
from services.kit.plugins import found

ONE_LOOK = timedelta(minutes=10)
"""Looking at the same again so soon is the same look: pages renew themselves."""


@cache
def actions() -> frozenset[str]:
    """Looks of every domain."""
    return frozenset(action for one in found(services, Looks) for action in one.actions.split())


@dataclass(frozen=True, slots=True)
class Looking(By):
    """Staff who look. `roles` are theirs at this moment; `page` is the area of the desk from which
    they came, such as inbox."""

    roles: tuple[str, ...] = ()
    page: str | None = None


_NOTE = text(
    """
    insert into audit_entry
        (park_id, at, staff_id, action, subject, before, after, is_look, roles, page)
    select :park_id, :at, :staff_id, :action, :subject, '{}', :seen, true, :roles, :page
    where not exists (
        select from audit_entry
        where park_id = :park_id and subject = :subject and action = :action
            and staff_id is not distinct from :staff_id and at > :since and after = :seen
    )
    """
).bindparams(
    bindparam("park_id", type_=BigInteger),
    bindparam("staff_id", type_=BigInteger),
    bindparam("at", type_=UtcDateTime),
    bindparam("since", type_=UtcDateTime),
    *(bindparam(name, type_=Text) for name in ("action", "subject", "page")),
    bindparam("seen", type_=JSONB),
    bindparam("roles", type_=ARRAY(Text)),
)


async def note(
    session: AsyncSession, by: Looking, action: str, subject: str, seen: Mapping[str, Any]
) -> None:
    """Note a look, `action` one of `actions()`, unless the same was noted within ONE_LOOK.

    One statement, which writes one row or none. `seen` holds numbers alone.
    """
    if action not in actions():
        raise ValueError(f"{action} is no look")
    values = {
        "park_id": by.park_id,
        "at": by.at,
        "since": by.at - ONE_LOOK,
        "staff_id": by.staff_id,
        "action": action,
        "subject": subject,
        "seen": dict(seen),
        "roles": list(by.roles),
        "page": by.page,
    }
    await session.execute(_NOTE, values)
