"""One pipeline in a process of its own: `… -m bot.tools.pipelines.worker TASK NAME FOLDER`.

TASK is `train` (into FOLDER), `measure` (from FOLDER) or `validate` (cross-validation over the
training sentences). Writes one line of JSON to its standard output, last.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.components.rasa_cli import leave_out_tensorflow
from bot.tools.pipelines.catalogue import PIPELINES, Pipeline

TRAINING = Path("bot/data")
HELDOUT = Path("tests/nlu/heldout.jsonl")


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    pipeline = PIPELINES[options.name]
    for component, scale in options.scale:
        pipeline = pipeline.with_scale(component, float(scale))
    if not pipeline.tensorflow:
        leave_out_tensorflow()
    warnings.simplefilter("ignore")
    logging.getLogger("rasa").setLevel(logging.WARNING)
    print(json.dumps(TASKS[options.task](pipeline, options.folder), ensure_ascii=False))


def train(pipeline: Pipeline, folder: Path) -> dict[str, Any]:
    """CPU seconds from reading the sentences to the stored model, imports apart: time of the clock
    would depend on what else the machine does."""
    from bot.tools.pipelines import chain

    started = time.process_time()
    learnt = [chain.message(*one) for one in chain.sentences(TRAINING)]
    chain.Chain.train(pipeline.steps, learnt, folder)
    took = {"sentences": len(learnt), "train_s": time.process_time() - started}
    return took | ({"tensorflow": version("tensorflow")} if pipeline.tensorflow else {})


def measure(pipeline: Pipeline, folder: Path) -> dict[str, Any]:
    from bot.tools.pipelines import heldout_figures
    from bot.tools.pipelines.chain import Chain

    return heldout_figures.of_chain(Chain.load(pipeline.steps, folder), HELDOUT)


def validate(pipeline: Pipeline, folder: Path) -> dict[str, Any]:
    from bot.tools.pipelines import cross_validation
    from bot.tools.pipelines.chain import sentences

    return cross_validation.of_steps(pipeline.steps, sentences(TRAINING), folder)


TASKS = {"train": train, "measure": measure, "validate": validate}


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.tools.pipelines.worker", description=__doc__)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("name", choices=PIPELINES)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--scale", nargs=2, action="append", default=[], metavar=("FEATURIZER", "NUMBER"),
        help="another scale than the catalogue's",
    )  # fmt: skip
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
