"""How well the trained bot understands: `bot/.venv/bin/python -m bot.tools.evaluate`.

Parses the two sets of tests/nlu and, where the folder is there, strangers' public sentences. The
headline is blind.jsonl, by a writer who saw the domain only; heldout.jsonl has more annotations and
is nearer to training; multi.jsonl has messages with several requests. Writes results/nlu for the
first and results/nlu/heldout for the second (index.html, PNGs, results.json), several.json for the
third, prints how the figures spread, the project's goals and the surest mistakes, compares with the
baselines beside the sets and exits with 1 where a headline figure fell by more than half a point.
`--accept` makes this run the baseline. Last it asks messages of people whom the classifier has not
learned (writers.py, writers.json), which `--no-writers` leaves out.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.tools import baseline, figures, goals, report, several, writers
from bot.tools.conditions import resident_megabytes
from bot.tools.heldout import Judged, sentences
from bot.tools.parsing import (
    Bot,
    at_thresholds,
    configured_threshold,
    training_texts,
)
from bot.tools.strangers import of_strangers
from bot.tools.training import areas

THRESHOLDS = [number / 100 for number in range(0, 100, 5)]


@dataclass(frozen=True)
class Set:
    """Sentences with their meaning, the figures that must not fall, where the report goes."""

    title: str
    sentences: str
    baseline: str
    results: str
    headline: bool = False
    """Whether the project's goals are judged by it."""


SETS = (
    Set("blind", "blind.jsonl", "baseline.json", ".", headline=True),
    Set("held out", "heldout.jsonl", "baseline_heldout.json", "heldout"),
)


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    bot = Bot(options.model, options.knowledge)
    fallen = [name for one in SETS for name in _measured(one, bot, options)]
    fallen += _splits(bot, options)
    if options.writers:
        _writers(bot, options)
    return 1 if fallen and not options.accept else 0


def _measured(one: Set, bot: Bot, options: argparse.Namespace) -> list[str]:
    """Reports on one set; names of the figures that fell."""
    kept, folder = options.sets / one.baseline, options.results / one.results
    results = evaluate(bot, options.sets / one.sentences, options)
    before, now = baseline.read(kept), results["headline"]
    report.write(results, before, folder)
    print(f"\n{one.title}: {results['intents']['sentences']} sentences")
    lines = [*baseline.table(before, now), *goals.spread(results)]
    if one.headline:
        lines += goals.table(now)
    print("\n".join([*lines, *_surest(results["intents"]["worst"])]))
    print(f"the whole report: {folder / 'index.html'}")
    return _settled(kept, before, now, accept=options.accept)


def _splits(bot: Bot, options: argparse.Namespace) -> list[str]:
    """Reports on messages that hold several requests; names of the figures that fell."""
    kept = options.sets / "baseline_multi.json"
    figures = several.of_splits(bot, options.sets)
    before, now = baseline.read(kept), several.headline(figures)
    options.results.mkdir(parents=True, exist_ok=True)
    written = json.dumps(figures, ensure_ascii=False, indent=2)
    (options.results / "several.json").write_text(written + "\n", encoding="utf-8")
    print("\n" + "\n".join([*several.lines(figures), *baseline.table(before, now)]))
    return _settled(kept, before, now, accept=options.accept)


def _writers(bot: Bot, options: argparse.Namespace) -> None:
    """Reports on beginnings by people whom the classifier has not learned. There is no baseline:
    each writer more makes it another set."""
    found = writers.beginnings(options.marked, training_texts(options.training))
    parses = [bot.understand(one.text) for one in found]
    threshold = configured_threshold()
    classified = at_thresholds(parses, [threshold])[threshold]
    told = writers.figures(found, classified, [one.intent for one in parses])
    written = json.dumps(told, ensure_ascii=False, indent=2)
    (options.results / "writers.json").write_text(written + "\n", encoding="utf-8")
    print("\n" + "\n".join(writers.lines(told)))


def _settled(
    kept: Path, before: baseline.Headline, now: baseline.Headline, *, accept: bool
) -> list[str]:
    """Accepts the figures, or says and returns which fell."""
    bad = baseline.fallen(before, now)
    if accept:
        baseline.write(kept, now)
        print(f"accepted: {kept}")
    elif bad:
        print(f"fell by more than {baseline.ALLOWED_DROP} points: {', '.join(bad)}")
    return bad


def _surest(worst: list[dict[str, Any]]) -> list[str]:
    rows = [
        f"{row['confidence']:.2f} {row['seen']}, not {row['intent']}: {row['text']}"
        for row in worst
    ]
    return ["surest mistakes:", *rows]


def evaluate(bot: Bot, path: Path, options: argparse.Namespace) -> dict[str, Any]:
    judged = [Judged(one, bot.understand(one.text)) for one in sentences(path)]
    cost = figures.of_cost([one.understood.seconds for one in judged], resident_megabytes())
    curve = at_thresholds([one.understood for one in judged], THRESHOLDS)

    def intent(text: str) -> str:
        return bot.understand(text).intent

    results = {
        "intents": figures.of_intents(
            judged, training_texts(options.training), areas(options.training)
        ),
        "labels": figures.of_labels(judged),
        "entities": figures.of_entities(judged),
        "thresholds": figures.of_thresholds(judged, curve, configured_threshold()),
        "calibration": figures.of_calibration(judged),
        "confusion": figures.of_confusion(judged),
        "robustness": figures.of_robustness(judged, intent),
        "strangers": of_strangers(options.strangers, intent),
        "cost": cost,
    }
    return {"headline": figures.headline(results), **results}


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.tools.evaluate", description=__doc__)
    for name, default, what in (
        ("model", "bot/trained/parkline.tar.gz", "the trained bot"),
        ("knowledge", "bot/trained/knowledge.json", "the park's data that it was trained with"),
        ("training", "bot/data", "what it was trained on"),
        ("marked", "bot/data/acts", "messages of people whom the classifier has not learned"),
        ("sets", "tests/nlu", "sentences with their meaning, and the figures that must not fall"),
        ("strangers", "../shared/data/nlu-dev", "a folder of public sentences; may be absent"),
        ("results", "results/nlu", "where the reports go"),
    ):
        parser.add_argument(f"--{name}", type=Path, default=Path(default), help=what)
    parser.add_argument("--writers", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--accept", action="store_true", help="make this run the baseline")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
