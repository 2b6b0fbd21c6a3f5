"""Rasa's command line without what this project does not use of it: `… rasa_cli run …`, or train.

Above all without TensorFlow, for which a component of Rasa's (DIET, TED, ResponseSelector) needs
`python -m rasa` itself (docs/decisions/0007-no-tensorflow-in-the-bot.md).
"""

import os
import sys

from bot.components import encoder, training
from bot.components.absent import LEARNING, PHRASES, TENSORFLOW, UNUSED, leave_out
from bot.components.reading import encoder as reader


def leave_out_tensorflow() -> None:
    """To be called before Rasa is imported."""
    leave_out(TENSORFLOW)


def main() -> None:
    answers = sys.argv[1:2] == ["run"]
    leave_out(TENSORFLOW | UNUSED | (LEARNING if answers else frozenset()))
    os.environ.update(PHRASES)
    if answers:
        encoder.load_ahead()
        reader.load_ahead()
    from rasa.__main__ import main as rasa

    if sys.argv[1:2] == ["train"]:
        training.install()

    rasa()


if __name__ == "__main__":
    main()
