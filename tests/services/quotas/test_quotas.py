"""What a park may use: set, noted when it is reached, and told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.alerts import StaffAlert
from models.conversations import ConversationFile
from models.events import EventRow
from models.quotas import ParkQuota
from models.staff import AuditEntry, Staff
from services.events.follows import handle
from services.events.registry import parse_event
from services.kit.audit import By
from services.kit.errors import Invalid
from services.quotas import alerts, figures, quotas
from services.quotas.quotas import TELL_AGAIN
from services.texts import LANGUAGES
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


def by(demo: DemoPark) -> By:
    return By(demo.id, None, NOW)


async def test_a_quota_is_set_changed_and_taken_away_and_the_log_says_so(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        for most in (600, 600, 300, None):
            await quotas.set_quota(session, by(demo), "messages", most)
        assert await quotas.of(session, demo.id) == []
        kept = await session.scalars(select(AuditEntry).where(AuditEntry.action == "park.quota"))
        assert [one.after for one in kept] == [
            {"quota_messages": 600},
            {"quota_messages": 300},
            {"quota_messages": None},
        ]


@pytest.mark.parametrize(("what", "most"), [("laughs", 1), ("turns", 0), ("turns", 2**60)])
async def test_what_is_no_quota_is_refused(demo: DemoPark, what: str, most: int) -> None:
    async with demo.sessions() as session:
        with pytest.raises(Invalid):
            await quotas.set_quota(session, by(demo), what, most)


async def test_managers_hear_once_an_hour_that_it_was_reached(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        session.add(
            Staff(
                park_id=demo.id, login="manager", name="林晓", password_hash="", roles=["manager"],
                created_at=NOW,
            )
        )  # fmt: skip
        await quotas.set_quota(session, by(demo), "messages", 600)
        for moment in (NOW, NOW + timedelta(minutes=5), NOW + TELL_AGAIN):
            await quotas.reached(session, demo.id, "messages", 40, now=moment)
        quota = await session.get_one(ParkQuota, (demo.id, "messages"))
        assert (quota.refused, quota.refused_at) == (120, NOW + TELL_AGAIN)
        rows = (
            await session.scalars(select(EventRow).where(EventRow.type == "quota.reached"))
        ).all()
        assert len(rows) == 2
        happened = [(row, parse_event(row.type, row.data)) for row in rows]
        await handle(session, happened[:1], NOW)
        alert = await session.scalar(select(StaffAlert).where(StaffAlert.kind == alerts.REACHED))
        assert alert is not None
        said = [await alerts.words(session, alert, language) for language in LANGUAGES]
        assert all(one and one.path == "/desk/operate/quotas" for one in said)


async def test_what_was_reached_without_a_quota_is_nobody_s_news(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await quotas.reached(session, demo.id, "webhooks", 3, now=NOW)
        assert await quotas.of(session, demo.id) == []


async def test_files_are_weighed_and_never_refused(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        before = await quotas.stored(session, demo.id)
        session.add(
            ConversationFile(
                park_id=demo.id, conversation_id=conversation.id, token="t", kind="document",
                media_type="application/pdf", name="a.pdf", size=500, body=b"x" * 500,
                created_at=NOW,
            )
        )  # fmt: skip
        await session.flush()
        weight = await quotas.stored(session, demo.id)
        assert weight == before + 500
        await quotas.set_quota(session, by(demo), "storage", weight)
        await quotas.look_at_storage(session, now=NOW)
        await quotas.set_quota(session, by(demo), "storage", weight - 1)
        await quotas.look_at_storage(session, now=NOW)
        [quota] = await quotas.of(session, demo.id)
        assert quota.refused == 1
        assert (await figures.used(session, demo.id, now=NOW))["storage"] == weight
