"""What has served its time goes; what is still needed stays."""

from datetime import timedelta

from sqlalchemy import func, select

from models import ActionResult, Order, OrderLine
from parkline.database import Sessions
from parkline.seed import seed_demo
from services import carts, conversations
from services.cart_lines import Wish
from services.housekeeping import tidy
from tests.conftest import WEDNESDAY_MORNING as NOW


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
                    action="action_order_items",
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
