"""What other pipelines would reach: `bot/.venv/bin/python -m bot.tools.compare [NAME …]`.

Trains each on bot/data, asks it tests/nlu/heldout.jsonl and chooses its threshold by
cross-validation over the training sentences (not for DIET: that takes hours), each in a process
of its own, one after the other. Keeps results/pipelines/NAME.json and prints a Markdown table of
all that are kept of the present sentences; `--write` puts it into docs/reference/understanding.md.

The bot has to be trained (`make train`), for its copy of the park's data is used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.tools.pipelines import table
from bot.tools.pipelines.catalogue import PIPELINES, STOCK, Pipeline
from bot.tools.training import files

RESULTS = Path("results/pipelines")
DOCUMENT = Path("docs/reference/understanding.md")
KNOWLEDGE = Path("bot/trained/knowledge.json")
SENTENCES = (Path("bot/data"), Path("tests/nlu/heldout.jsonl"))

_WORKER = "bot.tools.pipelines.worker"
_QUIET = {"PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3", "OMP_NUM_THREADS": "1"}


Row = dict[str, Any]


class WorkerFailed(Exception):
    """A pipeline could not be trained or asked; the message ends with what its process said."""


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    if not KNOWLEDGE.is_file():
        print(f"{KNOWLEDGE} is missing: train the bot first (make train)", file=sys.stderr)
        return 1
    try:
        for name in options.names:
            run(PIPELINES[name], options.results, validate=not options.quick)
    except WorkerFailed as problem:
        print(problem, file=sys.stderr)
        return 1
    written = table.markdown(list(PIPELINES.values()), kept(options.results))
    print(written)
    if options.write:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(table.put_into(text, written), encoding="utf-8")
    return 0


def run(pipeline: Pipeline, results: Path, *, validate: bool) -> None:
    """Keep what was measured, each task as soon as it is done. One whose package is missing is
    left out, with a word why. Raises WorkerFailed.
    """
    if missing := pipeline.missing():
        print(f"{pipeline.name}: {missing}", file=sys.stderr)
        return
    tasks = ["train", "measure", *(["validate"] if validate and not pipeline.tensorflow else [])]
    row = kept(results).get(pipeline.name, {"of": identity(pipeline)})
    with tempfile.TemporaryDirectory() as folder:
        for task in tasks:
            print(f"{pipeline.name}: {task}", file=sys.stderr, flush=True)
            # Folds are trained beside the model, not over it.
            part = "folds" if task == "validate" else "model"
            row |= _work(task, pipeline, Path(folder) / part)
            keep(results, pipeline.name, row)


def keep(results: Path, name: str, row: Row) -> None:
    results.mkdir(parents=True, exist_ok=True)
    text = json.dumps(row, ensure_ascii=False)
    (results / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept(results: Path, sentences: Iterable[Path] = SENTENCES) -> dict[str, Row]:
    """By name. What was measured with other sentences or settings is left out: it cannot be
    compared."""
    rows = {}
    for name, pipeline in PIPELINES.items():
        path = results / f"{name}.json"
        row = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        if row.get("of") == identity(pipeline, sentences):
            rows[name] = row
    return rows


def identity(pipeline: Pipeline, sentences: Iterable[Path] = SENTENCES) -> str:
    """Of the pipeline's settings and of the sentences: files, or all that is learned in folders."""
    found = hashlib.sha256(json.dumps(pipeline.steps).encode())
    for path in sentences:
        for file in files(path) if path.is_dir() else [path]:
            found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def _work(task: str, pipeline: Pipeline, folder: Path) -> Row:
    python = str(STOCK) if pipeline.tensorflow else sys.executable
    command = [python, "-m", _WORKER, task, pipeline.name, str(folder)]
    environment = {**os.environ, **_QUIET, "PARKLINE_KNOWLEDGE_FILE": str(KNOWLEDGE)}
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise WorkerFailed(f"{pipeline.name}: {task} failed\n{done.stderr[-2000:]}")
    measured: Row = json.loads(done.stdout.splitlines()[-1])
    return measured


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bot.tools.compare", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PIPELINES)}")
    parser.add_argument("--table", action="store_true", help="measure nothing: show what is kept")
    parser.add_argument("--quick", action="store_true", help="without cross-validation")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where figures are kept")
    parser.add_argument("--write", action="store_true", help=f"put the table into {DOCUMENT}")
    options = parser.parse_args(arguments)
    if unknown := sorted({*options.names} - {*PIPELINES}):
        parser.error(f"unknown: {', '.join(unknown)}")
    options.names = [] if options.table else options.names or list(PIPELINES)
    return options


if __name__ == "__main__":
    sys.exit(main())
