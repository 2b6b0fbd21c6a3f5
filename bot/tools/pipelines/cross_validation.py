"""Every training sentence judged by a pipeline that has not seen it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import INTENT
from sklearn.model_selection import StratifiedKFold

from bot.tools.measures import accuracy
from bot.tools.pipelines import chain
from bot.tools.pipelines.catalogue import Step
from bot.tools.pipelines.chain import Chain, Labelled
from bot.tools.pipelines.thresholds import Answer, choose_threshold

FOLDS = 4


def of_steps(steps: Sequence[Step], sentences: Sequence[Labelled], folder: Path) -> dict[str, Any]:
    answers = list(_answers(steps, sentences, folder))
    return {
        "validated_accuracy": accuracy([(true, seen) for true, seen, _ in answers]),
        "threshold": choose_threshold(answers),
    }


def _answers(
    steps: Sequence[Step], sentences: Sequence[Labelled], folder: Path
) -> Iterator[Answer]:
    """What needs no training (encoders are slow) is done once, ahead of all folds."""
    fixed = [step for step in steps if not chain.needs_training(step)]
    trained = [step for step in steps if chain.needs_training(step)]
    messages = [chain.message(text, intent) for text, intent in sentences]
    chain.prepare(fixed, messages, folder / "fixed")
    intents = [intent for _, intent in sentences]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(intents, intents)
    for number, (train, test) in enumerate(folds):
        part = folder / str(number)
        Chain.train(trained, [chain.copied(messages[index]) for index in train], part)
        asked = [chain.copied(messages[index], without=INTENT) for index in test]
        for index, ranking in zip(test, Chain.load(trained, part).rank(asked), strict=True):
            yield intents[index], *ranking[0]
