from collections.abc import AsyncIterator

import pytest

from tests.connectors.channels.telegram import fake
from tests.connectors.channels.telegram.driver import TelegramDriver, TelegramTenant, served
from tests.contract.installation import Installation


@pytest.fixture
async def platform() -> AsyncIterator[fake.Telegram]:
    async with fake.telegram() as platform:
        yield platform


@pytest.fixture
async def driver(
    installation: Installation, platform: fake.Telegram
) -> AsyncIterator[TelegramDriver]:
    async with served(installation, platform):
        yield TelegramDriver(platform)


@pytest.fixture
async def li(driver: TelegramDriver) -> TelegramTenant:
    async with driver.tenant("li") as li:
        return li


@pytest.fixture
async def ann(driver: TelegramDriver) -> TelegramTenant:
    async with driver.tenant("ann", language="en-GB") as ann:
        return ann
