"""Keeping what the park promises. Tickets that were reported keep what they were promised."""

from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.tickets import SlaPolicy
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import ChangedMeanwhile, claim, snapshot

COLUMNS = ("respond_minutes", "resolve_minutes", "always", "escalate_to")
KINDS = ("repair", "complaint", "question", "order_not_accepted")
URGENCIES = ("critical", "urgent", "normal", "low")
ESCALATES_TO = ("dispatcher", "manager", "operator")
LONGEST_MINUTES = 60 * 24 * 90


@dataclass(frozen=True, slots=True)
class Promised:
    """A policy as it is entered; minutes of working time, or of all time where `always`."""

    respond_minutes: int
    resolve_minutes: int
    always: bool
    escalate_to: str


async def policies(session: AsyncSession, park_id: int) -> dict[tuple[str, str], SlaPolicy]:
    """By kind and urgency."""
    found = await session.scalars(select(SlaPolicy).where(SlaPolicy.park_id == park_id))
    return {(row.kind, row.urgency): row for row in found}


async def save(
    session: AsyncSession, by: By, kind: str, urgency: str, entered: Promised, *, seen: str
) -> None:
    """Change the policy of a kind of ticket, or make the first; `seen` is empty for that.

    Raises NotFound for a kind or urgency that there is not, Invalid, ChangedMeanwhile.
    """
    if kind not in KINDS or urgency not in URGENCIES:
        raise NotFound(f"no tickets of {kind}/{urgency}")
    _check(entered)
    subject = f"policy:{kind}/{urgency}"
    row = await session.get(SlaPolicy, (by.park_id, kind, urgency))
    if (row is None) != (seen == ""):
        raise ChangedMeanwhile(subject, subject=subject)
    before = {}
    if row is None:
        row = SlaPolicy(park_id=by.park_id, kind=kind, urgency=urgency)
        session.add(row)
    else:
        before = await claim(session, row, COLUMNS, seen, subject)
    for column, value in asdict(entered).items():
        setattr(row, column, value)
    await session.flush()
    record(session, by, "policy.edit", subject, before=before, after=snapshot(row, COLUMNS))


def _check(entered: Promised) -> None:
    if not 0 < entered.respond_minutes <= LONGEST_MINUTES:
        raise Invalid("a response takes 1 minute to 90 days", field="respond_minutes")
    if not entered.respond_minutes <= entered.resolve_minutes <= LONGEST_MINUTES:
        raise Invalid("resolving takes no less than responding", field="resolve_minutes")
    if entered.escalate_to not in ESCALATES_TO:
        raise Invalid(f"alarms go to {', '.join(ESCALATES_TO)}", field="escalate_to")
