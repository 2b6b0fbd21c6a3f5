"""A gateway's vendors' desk on the real database."""

from collections.abc import AsyncIterator

import pytest

from tests.given.demo_park import DemoPark
from tests.vendor_desk.driver import VendorDesk, open_vendor_desk


@pytest.fixture
async def vendors(demo: DemoPark) -> AsyncIterator[VendorDesk]:
    async with open_vendor_desk(demo) as desk:
        yield desk
