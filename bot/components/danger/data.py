"""Sentences that the detector learns from: lines of JSON in bot/data/danger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import metadata, original_text
from bot.components.danger.zones import KINDS

BOT = "bot"
"""As whose lines those of the bot's own training data count."""
LOOKALIKES = frozenset(
    {
        "figure_of_speech", "drill_or_question", "food", "equipment", "past_event", "denial",
        "news", "work_talk", "film_or_game", "harmless",
    }
)  # fmt: skip
"""Kinds of messages that look like danger and are none. Of all others, none does."""
MARKED = "lookalike"
"""Kind of what staff marked as no danger: it may look like one or be ordinary."""
_REPORT = "report_repair"
_ONE_OF = 6
"""Of sentences that are about no repair one of six is learned: enough to know orders, visits and
questions, few enough to learn in seconds (docs/decisions/0028)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. `kind` is one of KINDS where somebody must come, else what it only looks like;
    `writer` is who wrote it, by which is cross-validated."""

    text: str
    critical: bool
    kind: str
    writer: str

    @property
    def alike(self) -> bool:
        """Whether it looks like danger and is none, or may."""
        return not self.critical and (self.kind in LOOKALIKES or self.kind == MARKED)

    @property
    def ordinary(self) -> bool:
        """Whether it is nothing like danger, or may be."""
        return not self.critical and self.kind not in LOOKALIKES

    @classmethod
    def of(cls, row: Any, writer: str) -> Line:
        """`writer`: whose it is if the row does not say. A row with `texts` holds the messages of a
        person who tells it in pieces, oldest first; they are one text of as many lines.

        Raises KeyError, TypeError or ValueError where the row is not as agreed.
        """
        text = "\n".join(map(str, row["texts"])) if "texts" in row else str(row["text"])
        kind = str(row["kind"])
        line = cls(text, row["critical"], kind, str(row.get("writer", writer)))
        if not isinstance(line.critical, bool) or not line.text.strip():
            raise ValueError("a line of danger has a text, and critical is true or false")
        if line.critical and line.kind not in KINDS:
            raise ValueError(f"danger of an unknown kind: {line.kind}")
        return line


def files(paths: Iterable[str]) -> list[Path]:
    """The files that are there, in order; of a folder its *.jsonl."""
    found: list[Path] = []
    for path in (Path(name) for name in paths if name):
        found += sorted(path.glob("*.jsonl")) if path.is_dir() else [path] * path.is_file()
    return found


def read(paths: Iterable[str]) -> list[Line]:
    """Every line of these files and folders. Raises ValueError that names the line at fault."""
    return [line for path in files(paths) for line in _lines(path)]


def _lines(path: Path) -> Iterator[Line]:
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row.strip():
            continue
        try:
            yield Line.of(json.loads(row), path.stem)
        except (KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f"{path}, line {number}: {wrong}") from wrong


def of_bot(examples: Iterable[Message]) -> list[Line]:
    """Lines from the training data of intents: reports of danger in the expected words, which
    writers of danger avoid, ordinary reports of repairs, and some of everything else."""
    lines = []
    for message in examples:
        text, intent = original_text(message), message.get(INTENT)
        if not text or not intent:
            continue
        stated: dict[str, str] = metadata(message).get("intent") or {}
        critical = stated.get("urgency") == "critical"
        if intent == _REPORT or crc32(text.encode()) % _ONE_OF == 0:
            lines.append(Line(text, critical, str(intent), BOT))
    return lines
