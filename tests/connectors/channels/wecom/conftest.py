from collections.abc import AsyncIterator

import pytest

from tests.connectors.channels.wecom.driver import Company, company
from tests.contract.installation import Installation


@pytest.fixture
async def line(installation: Installation) -> AsyncIterator[Company]:
    async with company(installation) as line:
        yield line
