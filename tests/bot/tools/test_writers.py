"""Which intent a message of bot/data/acts has, and the figures by who wrote it."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.tools.writers import INTENTS, NOTHING, Beginning, beginnings, figures, lines

ORDER = {"act": "start", "what": "order"}
HELLO = {"act": "social", "how": "greet"}


def _file(folder: Path, *acts: list[dict[str, Any]], before: str = NOTHING) -> Path:
    rows = [
        {"text": f"{number}", "lang": "zh", "before": before, "acts": one, "spans": []}
        for number, one in enumerate(acts)
    ]
    told = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "a1.jsonl").write_text(told, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("acts", "does"),
    [
        ([ORDER], "start:order"),
        ([ORDER, ORDER], "start:order"),
        ([HELLO, ORDER], "start:order"),
        ([HELLO], "social:greet"),
        ([{"act": "ask", "about": "faq"}], "ask:faq"),
        ([ORDER, {"act": "start", "what": "visit"}], None),
        ([{"act": "ask", "about": "item"}, ORDER], None),
        ([{"act": "danger", "kind": "gas"}], None),
        ([{"act": "edit", "op": "remove"}], None),
        ([], None),
    ],
)
def test_a_message_that_does_one_thing_has_its_intent(
    tmp_path: Path, acts: list[dict[str, Any]], does: str | None
) -> None:
    assert [one.does for one in beginnings(_file(tmp_path, acts))] == [does] * (does is not None)


def test_what_does_not_begin_and_what_is_learned_is_left_out(tmp_path: Path) -> None:
    assert beginnings(_file(tmp_path, [ORDER], before="cart: 牛肉面 x1")) == []
    assert [one.text for one in beginnings(_file(tmp_path, [ORDER], [ORDER]), {"0"})] == ["1"]


def test_a_file_names_the_writer_of_lines_that_do_not(tmp_path: Path) -> None:
    assert [one.writer for one in beginnings(_file(tmp_path, [ORDER]))] == ["a1"]


def test_every_intent_is_one_that_the_bot_has() -> None:
    from bot.tools.training import areas

    assert {intent for those in INTENTS.values() for intent in those} <= {*areas()}


def test_figures_are_of_the_classifier_and_of_the_bot_by_writer() -> None:
    found = [
        Beginning("一份面", "a1", "zh", "start:order"),
        Beginning("two", "a2", "en", "start:order"),
        Beginning("灯坏了", "a2", "zh", "start:repair"),
    ]
    classified = ["order_goods", "out_of_scope", "report_repair"]
    told = figures(found, classified, ["order_food", "order_food", "report_repair"])
    assert (told["classifier"], told["bot"]) == (pytest.approx(2 / 3), 1.0)
    assert told["mean_of_writers"] == 0.75
    assert told["least_of_writers"] == 0.5
    assert told["by_writer"]["a2"]["false_rejects"] == 0.5
    assert [row["text"] for row in told["wrong"]] == ["two"]
    said = list(lines(told))
    assert "2 writers" in said[0]
    assert said[1] == "by writer: a1 100.0 / 100.0 of 1, a2 50.0 / 100.0 of 2"
