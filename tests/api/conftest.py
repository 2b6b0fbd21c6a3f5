"""The API as a mini-app meets it, on the real database of the demo park."""

from collections.abc import AsyncIterator

import pytest

from tests.api.driver import Api, open_api
from tests.given.demo_park import DemoPark


@pytest.fixture
async def api(demo: DemoPark) -> AsyncIterator[Api]:
    async with open_api(demo) as api:
        yield api
