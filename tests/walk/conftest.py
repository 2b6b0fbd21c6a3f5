"""The app, the desk and the vendors' desk, each on the demo park of the test."""

from tests.api.conftest import api
from tests.desk.conftest import desk
from tests.vendor_desk.conftest import vendors

__all__ = ["api", "desk", "vendors"]
