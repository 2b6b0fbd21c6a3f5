from collections.abc import AsyncIterator

import pytest

from tests.connectors.channels.wechat.driver import Line, connected
from tests.contract.installation import Installation


@pytest.fixture
async def line(installation: Installation) -> AsyncIterator[Line]:
    """An Official Account in safe mode that may push."""
    async with connected(installation) as line:
        yield line
