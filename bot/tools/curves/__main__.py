"""What more sentences would buy: `bot/.venv/bin/python -m bot.tools.curves [intents] [acts]`.

Learns with a quarter, a half, three quarters and all of what there is, seeds fixed, and asks what
nobody has learned. `intents`: the classifier, by sentences of bot/data/*/nlu*.yml, then without
each of their writers; it asks tests/nlu and the beginnings of bot/data/acts. `acts`: the reader's
heads, by writers of bot/data/acts; it asks the writers of `--asked`. Writes FOLDER/curves.json.
Run it as `parkline train` would (`--read` names what a training has read), on one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from bot.components.rasa_cli import leave_out_tensorflow

leave_out_tensorflow()

from bot.components.reading.kept import READ_FILE  # noqa: E402 - after the placeholders
from bot.tools.curves import acts, intents  # noqa: E402

KINDS = {"intents": intents, "acts": acts}


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    os.environ["PARKLINE_KNOWLEDGE_FILE"] = str(options.knowledge)
    if options.read.is_file():
        os.environ[READ_FILE] = str(options.read)
    kept = options.results / "curves.json"
    told: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    options.results.mkdir(parents=True, exist_ok=True)
    for name in options.kinds or KINDS:
        told[name] = KINDS[name].measured(options)
        kept.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        print("\n".join(KINDS[name].lines(told[name])), flush=True)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.tools.curves", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}")
    for name, default, what in (
        ("data", "bot/data", "what the bot learns from"),
        ("sets", "tests/nlu", "sentences that nobody has learned"),
        ("knowledge", "bot/trained/knowledge.json", "the park's data that rules read"),
        ("read", "bot/trained/cache/read.sqlite", "what the encoder has read; may be absent"),
        ("results", "results/nlu", "where figures are kept"),
    ):
        parser.add_argument(f"--{name}", type=Path, default=Path(default), help=what)
    parser.add_argument(
        "--asked", nargs="*", default=list(acts.ASKED), metavar="WRITER", help="whom acts ask"
    )
    options = parser.parse_args(arguments)
    if unknown := sorted({*options.kinds} - {*KINDS}):
        parser.error(f"unknown: {', '.join(unknown)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
