"""Whom deliveries go to while they are measured."""

import asyncio
from datetime import UTC, datetime

from bench import history
from bench.ordering import vendors
from parkline.demo.setup import seed_if_missing
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions


async def test_each_vendor_has_orders_to_be_told_of(database_url: str, sessions: Sessions) -> None:
    await seed_if_missing(database_url, staff=True)
    await asyncio.to_thread(history.write, database_url, 400, now=datetime.now(UTC))
    found = await vendors(sessions, Settings(demo=True), "http://127.0.0.1:9")
    assert len(found.placed) == len(found.endpoints) > 1
    assert all(found.placed)
