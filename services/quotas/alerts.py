"""Whom it concerns that a park uses as much as it may: those who look after its quotas."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import StaffAlert
from models.events import EventRow
from models.quotas import ParkQuota
from services.alerts import alerting
from services.alerts.alerting import Raised, Words
from services.quotas.events import QuotaReached
from services.texts import say

REACHED = "reached"
MAY = "operate.quotas"


async def raised(session: AsyncSession, row: EventRow, _event: QuotaReached) -> Sequence[Raised]:
    return [Raised(REACHED, await alerting.with_permission(session, row.park_id, MAY))]


async def words(session: AsyncSession, alert: StaffAlert, language: str) -> Words | None:
    what = alert.subject.partition(":")[2]
    if await session.get(ParkQuota, (alert.park_id, what)) is None:
        return None
    title = say(language, "alert-quota")
    return Words(title, say(language, f"alert-quota-{what}"), "/desk/operate/quotas")
