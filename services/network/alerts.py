"""Whom of staff it concerns that somebody of another park would like an introduction."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import StaffAlert
from models.events import EventRow
from models.network import NetworkIntroduction
from services.alerts import alerting
from services.alerts.alerting import Raised, Words
from services.network.events import IntroductionEvent, IntroductionReceived
from services.texts import say

KIND, MAY = "introduction", "network.work"


async def raised(
    session: AsyncSession, row: EventRow, _event: IntroductionReceived
) -> Sequence[Raised]:
    return [Raised(KIND, await alerting.with_permission(session, row.park_id, MAY))]


async def words(session: AsyncSession, alert: StaffAlert, language: str) -> Words | None:
    """Nothing of who asked: an alert is pushed to telephones."""
    id_ = int(alert.subject.partition(":")[2])
    found = await session.get(NetworkIntroduction, (alert.park_id, id_))
    if found is None or found.status == "recalled":
        return None
    name = found.about_en if language == "en" else found.about_zh
    return Words(say(language, "alert-introduction"), name, "/desk/introductions")


async def by(session: AsyncSession, row: EventRow, event: IntroductionEvent) -> int | None:
    """Who saw to it."""
    found = await session.get(NetworkIntroduction, (row.park_id, event.introduction_id))
    return None if found is None else found.staff_id
