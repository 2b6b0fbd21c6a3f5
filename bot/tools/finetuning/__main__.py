"""`python -m bot.tools.finetuning FOLDER`: fine-tunes the encoder and writes what the bot ships.

FOLDER keeps a checkpoint after each epoch, from which it goes on when it is called again. It needs
the environment of `bot/tools/finetuning/requirements.lock`; some 50 minutes of one core.
`--without WRITER` leaves the marked words of a writer of bot/data/acts out, to measure on them;
nothing is shipped then but what stands in FOLDER.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.components.e5.package import Package
from bot.tools.finetuning import corpus, export
from bot.tools.finetuning.learn import Learner, Stage

SHIPPED = Path("bot/encoder")


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    package = Package.installed()
    learner = Learner.new(package, options.folder, options.seed)
    sentences = corpus.sentences(options.data)
    learner.go_through(Stage("sentences", 3, 3, 2e-4, sentences))
    of_acts = (
        [] if options.sentences_only else corpus.writers_of_acts(options.data, options.without)
    )
    if of_acts:
        name = "-".join(["spans", *options.without])
        marked = corpus.spans(options.data, options.without)
        learner.go_through(Stage(name, 6, 6, 2e-4, marked, sentences, 0.1))
    into = options.folder / "shipped" if options.without or options.sentences_only else SHIPPED
    export.ship(learner.encoder, into, corpus.read_of_danger(options.data), of_acts)
    print(f"written: {into}")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.tools.finetuning", description=__doc__)
    parser.add_argument("folder", type=Path, help="where checkpoints are kept")
    parser.add_argument("--data", type=Path, default=Path("bot/data"), help="what is learned")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", action="append", default=[], metavar="WRITER")
    parser.add_argument("--sentences-only", action="store_true", help="no marked words")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
