from collections.abc import AsyncIterator

import pytest

from tests.connectors.channels.webchat.driver import WebDriver, served
from tests.contract.installation import Installation


@pytest.fixture
async def driver(installation: Installation) -> AsyncIterator[WebDriver]:
    async with served(installation.door) as port:
        yield WebDriver(port)
