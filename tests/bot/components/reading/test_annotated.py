"""Lines that people marked: what is read of them, and which are refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.components.reading.annotated import annotated


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "anna.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_words_are_found_at_the_place_that_is_meant(tmp_path: Path) -> None:
    spans = [
        {"text": "面", "nth": 2, "label": "item", "role": "remove", "line": 2},
        {"text": "一碗", "label": "quantity", "role": "add", "line": 1},
    ]
    (line,) = annotated(written(tmp_path, {"text": "一碗面，那个面不要", "spans": spans}))
    assert [(one.start, one.end, one.role, one.line) for one in line.spans] == [
        (0, 2, "add", 1), (6, 7, "remove", 2),
    ]  # fmt: skip
    assert line.writer == "anna"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ({"text": "饭", "label": "item"}, "does not stand there"),
        ({"text": "面", "label": "dish"}, "unknown label"),
        ({"label": "item"}, "text"),
    ],
)
def test_a_line_at_fault_is_named(tmp_path: Path, span: dict[str, Any], said: str) -> None:
    rows = [{"text": "ok", "spans": []}, {"text": "一碗面", "spans": [span]}]
    with pytest.raises(ValueError, match=rf"line 2: .*{said}"):
        annotated(written(tmp_path, *rows))


def test_spans_that_overlap_are_refused(tmp_path: Path) -> None:
    spans = [{"text": "牛肉面", "label": "item"}, {"text": "肉面", "label": "item"}]
    with pytest.raises(ValueError, match="overlap"):
        annotated(written(tmp_path, {"text": "牛肉面", "spans": spans}))


def test_what_the_project_ships_is_as_agreed() -> None:
    files = sorted(Path("bot/data/acts").glob("*.jsonl"))
    lines = [line for path in files for line in annotated(path)]
    assert len({line.writer for line in lines}) >= 4
    # A plain "12点" answers more than one question.
    assert len({(line.writer, line.text, line.before) for line in lines}) == len(lines)
