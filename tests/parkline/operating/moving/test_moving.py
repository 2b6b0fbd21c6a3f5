"""A park is exported, imported, verified and switched: all of it is there, under the same ids."""

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


def test_a_park_is_there_as_it_was(old: Side, new: Side) -> None:
    manifest = old.export()
    arrived = new.take_in()
    compared = new.verify()
    assert compared.differences == ()
    assert compared.rows == manifest.rows > 500
    assert (arrived.state, arrived.role) == ("moving", "arriving")
    assert new.asked("select count(*) from item") == old.asked("select count(*) from item") > 80
    assert old.verify().good
