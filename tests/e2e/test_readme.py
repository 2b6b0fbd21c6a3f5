"""What the README tells a newcomer to type."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.kit.installation import ROOT

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
TOLD = sorted(set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)))


def test_the_readme_names_the_two_commands() -> None:
    assert {"demo", "test"} <= set(TOLD)


@pytest.mark.parametrize("target", TOLD)
def test_every_make_command_is_a_target_that_says_what_it_does(target: str) -> None:
    assert re.search(rf"^{target}:.*## \S", MAKEFILE, re.MULTILINE), target


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"docs/images/[\w.-]+", README)
    assert [path for path in pictures if not (ROOT / path).is_file()] == []


@pytest.mark.timeout(1_800)
@pytest.mark.skipif(
    os.environ.get("PARKLINE_TEST_CLONE") != "1",
    reason="slow: makes environments of its own (PARKLINE_TEST_CLONE=1)",
)
def test_a_fresh_clone_sets_itself_up(tmp_path: Path) -> None:
    clone = tmp_path / "parkline"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    subprocess.run(["make", "setup"], cwd=clone, check=True)
    shown = subprocess.run(
        [".venv/bin/parkline", "--help"], cwd=clone, check=True, capture_output=True, text=True
    ).stdout
    assert "The service line of a science park." in shown
