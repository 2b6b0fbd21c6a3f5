"""Weighs what the messages that wait for review would change, once the bot had learned them."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from parkline.bot import bot, knowledge_export
from parkline.settings.settings import ROOT

SETS = ("blind", "heldout")
"""Shipped sentences that nobody has learned, in tests/nlu."""


def sentences(folder: Path = ROOT / "tests" / "nlu") -> list[str]:
    """Those that are there: an image holds no tests."""
    found = [folder / f"{name}.jsonl" for name in SETS]
    lines = [
        line for path in found if path.exists() for line in path.read_text("utf-8").split("\n")
    ]
    return [str(json.loads(line)["text"]) for line in lines if line.strip()]


def weigh(
    lines: Sequence[Mapping[str, Any]], messages: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What a candidate that has learned these lines reads otherwise than the one that was trained
    without them. A minute or two of a core, and as much again where no training has kept what it
    read. Raises BotMissing, TrainingFailed."""
    if not bot.PYTHON.exists():
        raise bot.BotMissing(f"{bot.PYTHON.parent.parent} is missing: run `make setup`")
    knowledge_export.export(bot.KNOWLEDGE)
    with TemporaryDirectory() as folder:
        asked, answer = Path(folder, "asked.json"), Path(folder, "answer.json")
        about = {"lines": lines, "messages": messages, "sentences": sentences()}
        asked.write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        done = subprocess.run(  # noqa: S603 - our own command
            [str(bot.PYTHON), "-m", "bot.tools.effect", str(asked), str(answer)],
            cwd=ROOT, env=bot.learning(), text=True, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise bot.TrainingFailed(done.stderr[-2000:])
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return found
