"""The Official Account in each mode, and the mini-program's customer service, as every channel."""

from collections.abc import AsyncIterator

import pytest

from tests.connectors.channels.wechat.driver import WeChatDriver, connected
from tests.contract.channels import NumberedContract
from tests.contract.installation import Installation


class TestSafeMode(NumberedContract):
    @pytest.fixture
    async def driver(self, installation: Installation) -> AsyncIterator[WeChatDriver]:
        async with connected(installation) as line:
            yield WeChatDriver(line)


class TestMiniProgramInJson(NumberedContract):
    @pytest.fixture
    async def driver(self, installation: Installation) -> AsyncIterator[WeChatDriver]:
        async with connected(installation, kind="mini", format="json") as line:
            yield WeChatDriver(line)
