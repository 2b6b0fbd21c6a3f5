"""Members of the company, and people outside it, as every channel."""

import pytest

from tests.connectors.channels.wecom.driver import Company, Driver
from tests.contract.channels import NumberedContract


class TestMembers(NumberedContract):
    @pytest.fixture
    def driver(self, line: Company) -> Driver:
        return Driver(line, "wecom")


class TestCustomerService(NumberedContract):
    @pytest.fixture
    def driver(self, line: Company) -> Driver:
        return Driver(line, "wecom_kf")
