import os
from random import SystemRandom

import pytest


@pytest.fixture
def seed() -> int:
    """Another walk at each run. A failure prints it; PARKLINE_SEED walks the same way again."""
    chosen = int(os.environ.get("PARKLINE_SEED") or SystemRandom().randrange(10**6))
    print(f"PARKLINE_SEED={chosen}")
    return chosen
