"""Every sentence that the classifier learns from says who wrote it, and when."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

TRAINING = Path("bot/data")
WRITERS = Path("docs/reference/understanding.md")
FILES = sorted(TRAINING.glob("*/nlu*.yml"))
_DATE = re.compile(r"2\d{3}-[01]\d-[0-3]\d")


def _blocks(path: Path) -> Iterator[dict[str, Any]]:
    yield from YAML(typ="safe").load(path)["nlu"]


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_block_names_its_writer_and_the_day(path: Path) -> None:
    told = [block.get("metadata") or {} for block in _blocks(path)]
    assert [one for one in told if not one.get("writer")] == []
    assert [one for one in told if not _DATE.fullmatch(str(one.get("written")))] == []


def test_what_a_writer_had_seen_is_documented() -> None:
    writers = {str(block["metadata"]["writer"]) for path in FILES for block in _blocks(path)}
    text = WRITERS.read_text(encoding="utf-8")
    assert [one for one in sorted(writers) if f"| `{one}` |" not in text] == []
