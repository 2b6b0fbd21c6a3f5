"""The mini-app's builds, against a served API."""

from tests.api.conftest import api

__all__ = ["api"]
