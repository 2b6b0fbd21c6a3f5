"""How well the trained bot understands: `bot/.venv/bin/python -m bot.tools.evaluate`.

Parses tests/nlu/heldout.jsonl and, where the folder is there, strangers' public sentences; writes
results/nlu (index.html, PNGs, results.json); compares with tests/nlu/baseline.json and exits with 1
where a headline figure fell by more than half a point. `--accept` makes this run the baseline.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from bot.tools import baseline, figures, report
from bot.tools.conditions import resident_megabytes
from bot.tools.heldout import Judged, sentences
from bot.tools.parsing import (
    Bot,
    at_thresholds,
    configured_threshold,
    training_texts,
)
from bot.tools.strangers import of_strangers

THRESHOLDS = [number / 100 for number in range(0, 100, 5)]


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    results = evaluate(options)
    before, now = baseline.read(options.baseline), results["headline"]
    report.write(results, before, options.results)
    print("\n".join(baseline.table(before, now)))
    print(f"the whole report: {options.results / 'index.html'}")
    if options.accept:
        baseline.write(options.baseline, now)
        print(f"accepted: {options.baseline}")
        return 0
    bad = baseline.fallen(before, now)
    if bad:
        print(f"fell by more than {baseline.ALLOWED_DROP} points: {', '.join(bad)}")
    return 1 if bad else 0


def evaluate(options: argparse.Namespace) -> dict[str, Any]:
    bot = Bot(options.model, options.knowledge)
    judged = [Judged(one, bot.understand(one.text)) for one in sentences(options.heldout)]
    cost = figures.of_cost([one.understood.seconds for one in judged], resident_megabytes())
    curve = at_thresholds([one.understood for one in judged], THRESHOLDS)

    def intent(text: str) -> str:
        return bot.understand(text).intent

    results = {
        "intents": figures.of_intents(judged, training_texts(options.training)),
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
        ("training", "bot/data/nlu", "what it was trained on"),
        ("heldout", "tests/nlu/heldout.jsonl", "sentences with their meaning"),
        ("strangers", "../shared/data/nlu-dev", "a folder of public sentences; may be absent"),
        ("baseline", "tests/nlu/baseline.json", "figures that must not fall"),
        ("results", "results/nlu", "where the report goes"),
    ):
        parser.add_argument(f"--{name}", type=Path, default=Path(default), help=what)
    parser.add_argument("--accept", action="store_true", help="make this run the baseline")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
