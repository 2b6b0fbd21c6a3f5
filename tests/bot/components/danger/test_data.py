"""Lines that the detector learns from, and which of the bot's own sentences it learns besides."""

import json
from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.danger.data import Line, of_bot, read


def written(folder: Path, *rows: dict[str, object]) -> list[str]:
    path = folder / "w1.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return [str(folder)]


def test_a_line_is_by_whom_it_says_else_by_its_file(tmp_path: Path) -> None:
    row = {"text": "灯坏了", "critical": False, "kind": "repair_ordinary"}
    assert read(written(tmp_path, row, {**row, "writer": "x"})) == [
        Line("灯坏了", critical=False, kind="repair_ordinary", writer="w1"),
        Line("灯坏了", critical=False, kind="repair_ordinary", writer="x"),
    ]


def test_what_is_told_in_pieces_is_one_text_of_as_many_lines(tmp_path: Path) -> None:
    row = {"texts": ["救命", "A座", "3楼"], "critical": True, "kind": "medical"}
    (line,) = read(written(tmp_path, row))
    assert line.text == "救命\nA座\n3楼"


def test_a_line_at_fault_is_named(tmp_path: Path) -> None:
    row = {"text": "…", "critical": True, "kind": "dragons"}
    with pytest.raises(ValueError, match=r"w1\.jsonl, line 1: danger of an unknown kind: dragons"):
        read(written(tmp_path, row))


def test_of_the_bots_own_sentences_all_reports_are_learned_and_some_others() -> None:
    def said(text: str, intent: str, urgency: str = "normal") -> Message:
        stated = {"repair_category": "other", "urgency": urgency}
        return Message({"text": text, "intent": intent, "metadata": {"intent": stated}})

    reports = [said("着火了", "report_repair", "critical"), said("灯坏了", "report_repair")]
    orders = [said(f"{number}份面", "order_food") for number in range(60)]
    lines = of_bot([*reports, *orders])
    assert [line.text for line in lines if line.critical] == ["着火了"]
    assert lines[1].text == "灯坏了"
    assert 0 < len(lines) - 2 < 30
