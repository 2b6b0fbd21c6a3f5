import os
from random import SystemRandom

import pytest

from tests.demo_park import demo, demo_template_url

__all__ = ["demo", "demo_template_url"]


@pytest.fixture
def seed() -> int:
    """Another walk at each run. A failure prints it; PARKLINE_SEED walks the same way again."""
    chosen = int(os.environ.get("PARKLINE_SEED") or SystemRandom().randrange(10**6))
    print(f"PARKLINE_SEED={chosen}")
    return chosen
