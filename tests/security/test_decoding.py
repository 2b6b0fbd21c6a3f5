"""What strangers send is decoded in the process that is made for it, and nowhere else."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DECODES = re.compile(
    r"photos\.clean\(|item_pictures\.clean\(|to_thread\(\w+\.clean|\bImage\.open\("
)
APART = {"services/kit/photo_cleaning.py", "edge/photo_child.py"}
DRAWN = "parkline/demo/drawn/"
"""Draws the demo's pictures; reads none."""


@pytest.mark.parametrize(
    "folder", ["actions", "api", "connectors", "desk", "edge", "parkline", "services", "times"]
)
def test_no_photo_is_decoded_in_a_process_that_answers_people(folder: str) -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / folder).rglob("*.py"))
        if DECODES.search(path.read_text())
    ]
    assert set(found) - APART == set()


def test_pillow_is_loaded_by_nothing_that_answers_people_but_for_its_rules() -> None:
    imports = re.compile(r"^\s*(from|import) PIL\b", re.MULTILINE)
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("actions", "api", "connectors", "desk", "edge", "parkline", "services")
        for path in (ROOT / folder).rglob("*.py")
        if imports.search(path.read_text())
    }
    assert {one for one in found if not one.startswith(DRAWN)} == APART
