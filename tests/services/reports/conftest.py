"""A park that works 09:00–12:00 and 13:00–18:00; see tests/given/sla_desk.py."""

from collections.abc import AsyncIterator

import pytest

from parkline.stores.database import Sessions
from tests.given.sla_desk import SlaDesk, make_sla_desk


@pytest.fixture
async def desk(sessions: Sessions) -> AsyncIterator[SlaDesk]:
    async with sessions() as session:
        yield await make_sla_desk(session)
