from collections.abc import AsyncIterator

import pytest

from parkline.simulate.wechat.phone import Phone
from tests.connectors.channels.wecom.driver import Company, company
from tests.contract.installation import Installation


@pytest.fixture
async def line(installation: Installation) -> AsyncIterator[Company]:
    async with company(installation) as line:
        yield line


@pytest.fixture
def wang(line: Company) -> Phone:
    """Somebody outside, who writes to customer service."""
    return line.phone("wang", "kf")
