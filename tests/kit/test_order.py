"""The order in which the tests come."""

from itertools import groupby
from pathlib import Path

import pytest

E2E = Path(__file__).parents[1] / "e2e"


def test_tests_that_share_an_installation_stand_in_a_row(request: pytest.FixtureRequest) -> None:
    """One that comes between has it end; the next would bring it up again, in the same folder."""
    folders = [item.path.parent for item in request.session.items]
    rows = [folder for folder, _ in groupby(folders) if folder.parent == E2E]
    assert len(rows) == len(set(rows))
