"""What `make eval READER=…` counts of a model."""

import json
from pathlib import Path

import aiohttp
import pytest

from bench import reader
from bench.reader import Sentence, figures, measure, report, tell
from connectors.readers.endpoint import Endpoint, Level
from tests.connectors.readers.fake import KEY, MODEL, fake_endpoint

LEAK = Sentence("水一直流", "report_repair", "zh", "out_of_scope")
NOODLES = Sentence("面条水一直流", "order_food", "zh", "out_of_scope")
STRANGER = Sentence("量子力学", "out_of_scope", "zh", "out_of_scope")
ACT = {"do": "report_repair", "quote": "水一直流"}


async def test_right_wrong_and_let_be_are_counted_with_what_it_cost() -> None:
    async with fake_endpoint(acts=[ACT]) as fake, aiohttp.ClientSession() as client:
        endpoint = Endpoint(client, fake.url, MODEL, KEY)
        told = [await tell(endpoint, Level.SCHEMA, one) for one in (LEAK, NOODLES, STRANGER)]
        found = figures(told, (10.0, 100.0))
        results = await measure(endpoint, {"blind": [LEAK]}, (0, 0))
    counted = {name: found[name] for name in ("asked", "right", "wrong", "nothing")}
    assert counted == {"asked": 3, "right": 1, "wrong": 1, "nothing": 0}
    assert (found["strangers"], found["strangers_let_be"]) == (1, 1)
    assert (found["tokens_sent"], found["tokens_back"], found["cost"]) == (1200, 60, 0.018)
    assert found["cost_of_1000"] == 6.0
    assert found["outcomes"] == {"read": 3}
    assert (results["model"], results["level"]) == (MODEL, "schema")
    assert results["sets"]["blind"]["right"] == 1


def sentence(heard: str, *near: str) -> Sentence:
    return Sentence("水一直流", "report_repair", "zh", heard, frozenset(near))


@pytest.mark.parametrize(
    ("heard", "near", "said", "found"),
    [
        ("out_of_scope", [], "report_repair", (1, 0, 0)),
        ("out_of_scope", [], "complain", (0, 1, 0)),
        ("complain", ["report_repair"], "report_repair", (1, 0, 0)),
        ("complain", ["report_repair"], "complain", (0, 0, 0)),
        ("report_repair", ["complain"], "complain", (0, 1, 1)),
        ("report_repair", ["complain"], "report_repair", (0, 0, 0)),
        ("report_repair", ["complain"], "ask_human", (0, 0, 0)),
    ],
)
def test_it_helps_or_harms_by_what_would_be_read_back(
    heard: str, near: list[str], said: str, found: tuple[int, int, int]
) -> None:
    told = reader.Told(sentence(heard, *near), "read", (said,), 1.0, (0, 0))
    counted = figures([told], (0, 0), 10)
    assert (counted["helped"], counted["harmed"], counted["of_right"]) == found
    assert (counted["sentences"], counted["asked"]) == (10, 1)


async def test_only_what_is_in_doubt_is_asked_about_and_the_report_says_of_whom() -> None:
    certain = sentence("report_repair")
    async with fake_endpoint(acts=[ACT]) as fake, aiohttp.ClientSession() as client:
        endpoint = Endpoint(client, fake.url, MODEL, KEY)
        results = await measure(endpoint, {"blind": [LEAK, certain, STRANGER]}, (10.0, 0.0))
    assert len(fake.bodies) == 2 + 2, "two of the probe, and two that the bot did not understand"
    head, asked, helped, cost = report(results)
    assert head.startswith(f"second reader: {MODEL}, 20")
    assert asked == "blind: asked of 2 of 3 sentences (0 of them near ties)"
    assert helped == "  helped 1, harmed 0 (in 0 the bot was right), let 1 of 1 strangers be"
    assert cost.endswith("800 tokens sent, 40 back, cost 0.008 (4.0 for 1,000 questions)")


def test_without_a_model_the_report_says_that_none_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reader, "RESULTS", tmp_path / "nlu" / "reader.json")
    assert reader.main([]) == 0
    assert "none was measured" in capsys.readouterr().out
    assert json.loads(reader.RESULTS.read_text()) == {"model": None}
