"""See the package."""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path
from typing import Any

from bot.components.rasa_cli import leave_out_tensorflow

leave_out_tensorflow()

from rasa.shared.utils.io import read_yaml_file  # noqa: E402

from bot.components.danger.data import of_bot, read  # noqa: E402
from bot.components.danger.detector import DangerDetector  # noqa: E402
from bot.components.danger.zones import Thresholds  # noqa: E402
from bot.tools import danger  # noqa: E402
from bot.tools.danger.drawing import draw  # noqa: E402
from bot.tools.danger.judging import judge  # noqa: E402
from bot.tools.danger.telling import by_kind, choices, sweep, table  # noqa: E402
from bot.tools.training import training_data  # noqa: E402

WORST = 20


def main() -> None:
    warnings.simplefilter("ignore")
    options = _options()
    at = _thresholds()
    always = of_bot(training_data().intent_examples)
    also = read(map(str, options.also))
    lines = read([options.data])
    judged = judge(lines, also, always, learn_also=options.learn_also)
    if options.choose:
        print("\n".join(choices(judged[: len(lines)])) + "\n")
    print(f"alarm from {at.alarm}, question from {at.ask}\n")
    print("\n".join(table(judged, at)))
    print("\n| kind | lines | alarm | alarm or question |\n|---|---|---|---|")
    print("\n".join(by_kind(judged, at)))
    if options.sweep:
        print("\n" + "\n".join(sweep(judged, at)))
    print(f"\nthe {WORST} worst:")
    for one in sorted(judged, key=lambda one: -one.wrong)[:WORST]:
        by = "rule " if one.words.ruled else ""
        text = json.dumps(one.line.text, ensure_ascii=False)
        print(f"{one.p:.2f} {by}{one.line.writer} {one.line.kind}: {text}")
    if options.curve:
        draw(judged, at, options.curve, apart={one.writer for one in also})


def _thresholds() -> Thresholds:
    config: Any = read_yaml_file("config.yml")
    step = next(s for s in config["pipeline"] if s["name"].endswith(DangerDetector.__name__))
    step = {**DangerDetector.get_default_config(), **step}
    return Thresholds(float(step["alarm"]), float(step["ask"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.tools.danger", description=danger.__doc__)
    parser.add_argument("--data", default="bot/data/danger", help="what the bot learns from")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="others' sentences")
    parser.add_argument("--learn-also", action="store_true", help="learn from the others', too")
    parser.add_argument("--choose", action="store_true", help="say which thresholds folds suggest")
    parser.add_argument("--sweep", action="store_true", help="say what other thresholds would do")
    parser.add_argument("--curve", type=Path, help="where to draw the curve, as .svg")
    return parser.parse_args()


if __name__ == "__main__":
    main()
