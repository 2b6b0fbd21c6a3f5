"""Rasa's own test of the stories in bot/tests, with the trained model."""

import os
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from parkline.bot import bot
from tests.kit.installation import ROOT

pytestmark = pytest.mark.timeout(240)

STORIES = ROOT / "bot" / "tests" / "test_stories.yml"


@pytest.fixture(scope="module")
def model() -> Path:
    if not bot.is_trained():
        bot.train(print)
    return bot.MODEL


def rasa_test(model: Path, stories: Path, out: Path) -> subprocess.CompletedProcess[str]:
    # --e2e makes Rasa read test_*.yml; without it, it finds no story at all and is content.
    return subprocess.run(
        [
            str(bot.PYTHON), "-m", bot.RASA, "test", "core", "--e2e", "--no-plot",
            "--fail-on-prediction-errors", "--stories", str(stories), "--model", str(model),
            "--endpoints", os.devnull, "--out", str(out),
        ],
        cwd=ROOT, env={**os.environ, **bot.QUIET}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_rules_tell_every_story(model: Path, tmp_path: Path) -> None:
    told = YAML(typ="safe").load(STORIES)["stories"]
    done = rasa_test(model, STORIES, tmp_path)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-3000:]
    assert f"Correct:          {len(told)} / {len(told)}" in said
