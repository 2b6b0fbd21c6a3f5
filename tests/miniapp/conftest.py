"""The mini-app's builds, against a served API."""

from tests.api.conftest import api
from tests.given.demo_park import demo, demo_template_url

__all__ = ["api", "demo", "demo_template_url"]
