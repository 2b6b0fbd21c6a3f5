import pytest

from tests.connectors.channels.telegram.driver import TelegramDriver
from tests.contract.channels import ButtonContract, Driver


class TestTelegram(ButtonContract):
    @pytest.fixture
    def driver(self, driver: TelegramDriver) -> Driver:
        return driver
