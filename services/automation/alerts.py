"""What operators are alerted of: a rule that was switched off by itself."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import StaffAlert
from models.automation import AutomationRule
from models.events import EventRow
from services.alerts import alerting
from services.alerts.alerting import Raised, Words
from services.automation.events import AutomationStopped
from services.texts import say

STOPPED = "stopped"
MAY = "operate.rules"


async def raised(
    session: AsyncSession, row: EventRow, _event: AutomationStopped
) -> Sequence[Raised]:
    return [Raised(STOPPED, await alerting.with_permission(session, row.park_id, MAY))]


async def words(session: AsyncSession, alert: StaffAlert, language: str) -> Words | None:
    id_ = int(alert.subject.partition(":")[2])
    rule = await session.get(AutomationRule, (alert.park_id, id_))
    if rule is None:
        return None
    return Words(say(language, "alert-rule-stopped"), rule.name, f"/desk/operate/rules/{rule.id}")
