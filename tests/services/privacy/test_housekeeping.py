"""What has served its time goes; what is still needed stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.conversations import ActionResult
from models.logins import AppSession
from models.ordering import Order, OrderLine
from models.people import JoinTry
from models.staff import Staff, StaffSession
from parkline.demo.seed import seed_demo
from parkline.stores.database import Sessions
from services.conversations import conversations
from services.kit import batches
from services.ordering import carts, old_carts
from services.ordering.cart_lines import Wish
from services.people import app_sessions
from services.privacy.housekeeping import tidy
from tests.conftest import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark


async def test_old_results_go_carts_expire_first_and_go_later(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await seed_demo(session, now=NOW)
        for name, ago in (
            ("old", timedelta(days=8)),
            ("stale", timedelta(hours=25)),
            ("new", timedelta(hours=1)),
        ):
            conversation = await conversations.open_conversation(
                session, park.id, channel="console", external_id=name, now=NOW - ago
            )
            await carts.add(session, conversation, [Wish(1, 2)], now=NOW - ago)
            session.add(
                ActionResult(
                    park_id=park.id,
                    conversation_id=conversation.id,
                    message_id="1",
                    action="action_act",
                    position=0,
                    events=[],
                    responses=[],
                    created_at=NOW - ago,
                )
            )
    for _ in range(2):
        async with sessions.begin() as session:
            await tidy(session, now=NOW)
    async with sessions() as session:
        found = await session.scalars(select(Order.status).order_by(Order.id))
        assert list(found) == ["expired", "draft"]
        counts = [
            await session.scalar(select(func.count()).select_from(table))
            for table in (Order, OrderLine, ActionResult)
        ]
    assert counts == [2, 2, 1]


async def test_it_works_in_batches_and_says_whether_more_is_left(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        for _ in range(5):
            at = NOW - timedelta(days=2)
            session.add(JoinTry(park_id=demo.id, person_id=talk.person_id, at=at))
    more, left = [], []
    for _ in range(3):
        async with demo.sessions.begin() as session:
            more.append(await tidy(session, now=NOW))
            left.append(await session.scalar(select(func.count(JoinTry.id))))
    assert (more, left) == ([True, True, False], [3, 1, 0])


async def test_carts_and_sessions_of_the_app_go_in_batches_too(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_carts, "CARTS_AT_ONCE", 1)
    monkeypatch.setattr(app_sessions, "PURGED_AT_ONCE", 1)
    long_ago = NOW - timedelta(days=100)
    async with demo.sessions.begin() as session:
        for _ in range(2):
            cart = await demo.draft(session, at=None, now=long_ago)
            cart.status, cart.updated_at = "expired", long_ago
            talk = await demo.conversation(session)
            session.add(AppSession(
                park_id=demo.id, person_id=talk.person_id, conversation_id=talk.id,
                created_at=long_ago, last_used_at=long_ago, expires_at=long_ago,
            ))  # fmt: skip
    left = []
    for _ in range(2):
        async with demo.sessions.begin() as session:
            assert await tidy(session, now=NOW)
            left.append([
                await session.scalar(select(func.count(table.id))) for table in (Order, AppSession)
            ])  # fmt: skip
    assert left == [[1, 1], [0, 0]]


async def test_sessions_of_staff_that_are_over_go_though_nobody_signs_in_again(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        member = Staff(
            park_id=demo.id, login="mei", name="Mei", password_hash="x", roles=[], created_at=NOW
        )
        session.add(member)
        await session.flush()
        for name, expires in (("old", NOW), ("new", NOW + timedelta(days=1))):
            session.add(StaffSession(
                park_id=demo.id, staff_id=member.id, token_hash=name.encode(), created_at=NOW,
                last_used_at=NOW, expires_at=expires,
            ))  # fmt: skip
        await session.flush()
        await tidy(session, now=NOW)
        assert list(await session.scalars(select(StaffSession.token_hash))) == [b"new"]
