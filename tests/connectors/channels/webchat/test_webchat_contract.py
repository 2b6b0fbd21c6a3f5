import pytest

from tests.connectors.channels.webchat.driver import WebDriver
from tests.contract.channels import Driver, LiveChannelContract


class TestWebChat(LiveChannelContract):
    @pytest.fixture
    def driver(self, driver: WebDriver) -> Driver:
        return driver
