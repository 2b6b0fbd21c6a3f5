from collections.abc import AsyncIterator

import pytest

from tests.connectors.gates.barrier import Barrier, serve
from tests.given.demo_park import DemoPark


@pytest.fixture
async def barrier(demo: DemoPark) -> AsyncIterator[Barrier]:
    async with serve(demo) as barrier:
        yield barrier
