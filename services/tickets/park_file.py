"""What tickets bring to a park's file: how fast each kind of them is answered and done."""

from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.tickets import SlaPolicy
from services.kit.park_file import Entry, Filing, Section, as_there
from services.kit.snapshots import snapshot, version
from services.tickets import sla_admin
from services.tickets.sla_admin import LONGEST_MINUTES, Promised

Minutes = Annotated[int, Field(ge=1, le=LONGEST_MINUTES)]


class PolicyEntry(Entry):
    """Minutes of working time, or of all time where `always`."""

    kind: Literal["repair", "complaint", "question", "order_not_accepted"]
    urgency: Literal["critical", "urgent", "normal", "low"]
    respond_minutes: Minutes
    resolve_minutes: Minutes
    always: bool = False
    escalate_to: Literal["dispatcher", "manager", "operator"] = "dispatcher"


async def _policies(session: AsyncSession, park: Park) -> list[PolicyEntry]:
    rows = await sla_admin.policies(session, park.id)
    return [as_there(PolicyEntry, rows[key]) for key in sorted(rows)]


async def _put_policy(filing: Filing, entry: PolicyEntry) -> None:
    session, by = filing.session, filing.by
    row = await session.get(SlaPolicy, (by.park_id, entry.kind, entry.urgency))
    seen = "" if row is None else version(snapshot(row, sla_admin.COLUMNS))
    promised = Promised(**entry.model_dump(exclude={"kind", "urgency"}))
    await sla_admin.save(session, by, entry.kind, entry.urgency, promised, seen=seen)


SECTIONS = (Section("sla", PolicyEntry, ("kind", "urgency"), 70, _policies, _put_policy),)
