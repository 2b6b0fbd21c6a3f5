from collections.abc import Iterator

import pytest

from tests.fuzz.background import Background, background
from tests.kit.databases import Copies


@pytest.fixture
def behind() -> Iterator[Background]:
    with background() as found:
        yield found


@pytest.fixture
def empty_url(copies: Copies) -> Iterator[str]:
    with copies.one() as url:
        yield url


@pytest.fixture
def park_url(demo_copies: Copies) -> Iterator[str]:
    """A database with the demo park."""
    with demo_copies.one() as url:
        yield url
