"""A gateway's desk on the real database, and people who sign in to it."""

from collections.abc import AsyncIterator

import pytest

from tests.desk.driver import Desk, open_desk
from tests.given.demo_park import DemoPark


@pytest.fixture
async def desk(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo) as desk:
        yield desk
