from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.databases import Copies
from tests.parkline.operating.moving.two_installations import Side


@pytest.fixture
def old(demo_copies: Copies, tmp_path: Path) -> Iterator[Side]:
    """The demo park's own installation."""
    with demo_copies.one() as url:
        yield Side(url, tmp_path / "export")


@pytest.fixture
def new(copies: Copies, tmp_path: Path) -> Iterator[Side]:
    """An installation without a park."""
    with copies.one() as url:
        yield Side(url, tmp_path / "export")


@pytest.fixture
def twin(demo_copies: Copies, tmp_path: Path) -> Iterator[Side]:
    """An installation with another park, which has the same number and ids."""
    with demo_copies.one() as url:
        side = Side(url, tmp_path / "export")
        side.do("update park set uid = gen_random_uuid(), slug = 'harbour'")
        yield side
