"""What the encoder is fine-tuned on: the bot's own training data, as plain examples.

| source | tells |
|---|---|
| `bot/data/*/nlu*.yml` | intent, entry of the FAQ, names and reasons of visits |
| `bot/data/danger/*.jsonl` | whether somebody must come now |
| `bot/data/acts/*.jsonl` | spans with roles, and which acts a message holds |
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.components.parsers.normalise import Normalised, normalise
from bot.components.reading.annotated import Annotated, annotated

TAUGHT_DANGER = frozenset({"project", *(f"w{number}" for number in (1, 2, 3, 4, 5, 6, 7, 10))})
"""Writers of danger whose lines the encoder learns. What the detector makes of its vectors it
learns from all others, since one is too sure of what one has read."""
_ENTITY = re.compile(r"\[([^\]]+)\]\(([a-z_]+)\)")
_AS_LABEL = {"visitor_name": "name", "visit_reason": "reason"}


@dataclass(frozen=True)
class Tagged:
    """A stretch [start, end) of a normalised text."""

    start: int
    end: int
    label: str
    role: str = ""


@dataclass(frozen=True)
class Example:
    """A normalised text. What is None is not taught; `spans` are, if `complete`, all of them."""

    text: str
    source: str
    intent: str | None = None
    faq: str | None = None
    critical: bool | None = None
    spans: tuple[Tagged, ...] = ()
    complete: bool = False
    acts: frozenset[str] | None = None


def sentences(data: Path) -> list[Example]:
    """Of the intents, then of danger. Raises ValueError where a file is not as agreed."""
    found = [one for path in sorted(data.glob("*/nlu*.yml")) for one in _of_intents(path)]
    for path in sorted((data / "danger").glob("*.jsonl")):
        found += [one for writer, one in _of_danger(path) if writer in TAUGHT_DANGER]
    return found


def read_of_danger(data: Path) -> list[str]:
    """Writers of danger whose lines are taught."""
    files = sorted((data / "danger").glob("*.jsonl"))
    return sorted({writer for path in files for writer, _ in _of_danger(path)} & TAUGHT_DANGER)


def spans(data: Path, without: Sequence[str] = ()) -> list[Example]:
    """Messages whose words writers marked, without those of some writers."""
    return [
        _of_acts(line)
        for path in sorted((data / "acts").glob("*.jsonl"))
        if path.stem not in without
        for line in annotated(path)
    ]


def writers_of_acts(data: Path, without: Sequence[str] = ()) -> list[str]:
    """Those of `spans`."""
    there = {path.stem for path in (data / "acts").glob("*.jsonl")}
    return sorted(there - {*without})


def _of_intents(path: Path) -> Iterator[Example]:
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        if "intent" not in block:
            continue
        about = block.get("metadata") or {}
        for line in block["examples"].splitlines():
            if line.startswith("- "):
                yield _of_sentence(line[2:].strip(), block["intent"], about, path)


def _of_sentence(marked: str, intent: str, about: dict[str, Any], path: Path) -> Example:
    plain, found, last = "", [], 0
    for match in _ENTITY.finditer(marked):
        plain += marked[last : match.start()]
        label = _AS_LABEL.get(match[2], match[2])
        found.append((len(plain), len(plain) + len(match[1]), label, ""))
        plain, last = plain + match[1], match.end()
    words = normalise(plain + marked[last:])
    urgency = about.get("urgency")
    return Example(
        text=words.text,
        source=path.parent.name,
        intent=intent,
        faq=about.get("faq"),
        critical=urgency == "critical" if urgency else None,
        spans=tuple(_tagged(words, found)),
    )


def _of_danger(path: Path) -> Iterator[tuple[str, Example]]:
    """Each with its writer."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = "\n".join(row["texts"]) if "texts" in row else row["text"]
        example = Example(normalise(text).text, "danger", critical=bool(row["critical"]))
        yield str(row.get("writer", path.stem)), example


def _of_acts(line: Annotated) -> Example:
    words = normalise(line.text)
    marked = [(one.start, one.end, one.label, one.role) for one in line.spans]
    spans = tuple(_tagged(words, marked))
    return Example(words.text, "acts", spans=spans, complete=True, acts=line.acts)


def _tagged(words: Normalised, marked: Sequence[tuple[int, int, str, str]]) -> Iterator[Tagged]:
    """The stretches in the normalised text; what is nothing there (an emoji) is left out."""
    for start, end, label, role in marked:
        first, after = words.position(start), words.position(end)
        if first < after:
            yield Tagged(first, after, label, role)
