"""How sure the classifier has to be: `bot/.venv/bin/python -m bot.tools.choose_threshold`.

Cross-validates the pipeline of config.yml over bot/data and prints, for each threshold, how
many sentences with an intent are turned away and how many strangers' sentences are.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.components.rasa_cli import leave_out_tensorflow

leave_out_tensorflow()
# The park's data that masks are made with, unless another is named.
os.environ.setdefault("PARKLINE_KNOWLEDGE_FILE", "bot/trained/knowledge.json")

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402 - after the placeholders
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402
from rasa.shared.utils.io import read_yaml_file  # noqa: E402
from sklearn.model_selection import StratifiedKFold  # noqa: E402

from bot.components.encoder_featurizer import EncoderFeaturizer  # noqa: E402
from bot.components.fallback import OUT_OF_SCOPE  # noqa: E402
from bot.components.intent_classifier import IntentClassifier  # noqa: E402
from bot.components.ngram_featurizer import NgramFeaturizer  # noqa: E402
from bot.components.normaliser import Normaliser  # noqa: E402
from bot.components.rule_entities import RuleEntities  # noqa: E402
from bot.tools.training import DATA, training_data  # noqa: E402

COMPONENTS = (
    Normaliser,
    RuleEntities,
    EncoderFeaturizer,
    NgramFeaturizer,
    IntentClassifier,
)
FOLDS = 4
THRESHOLDS = [number / 100 for number in range(10, 65, 5)]

Judged = tuple[str, str, float]  # the sentence's intent, the one seen, how sure


def main() -> None:
    judged = list(cross_validate(_sentences(DATA)))
    known = [row for row in judged if row[0] != OUT_OF_SCOPE]
    strangers = [row for row in judged if row[0] == OUT_OF_SCOPE]
    print(f"{len(judged)} sentences, accuracy {_share(row[0] == row[1] for row in judged):.3f}")
    print("threshold  false rejects  of them understood rightly  strangers rejected")
    for threshold in THRESHOLDS:
        right = [row for row in known if row[0] == row[1]]
        shares = [_rejected(rows, threshold) for rows in (known, right, strangers)]
        print(f"{threshold:9.2f}  {shares[0]:13.3f}  {shares[1]:26.3f}  {shares[2]:18.3f}")


def cross_validate(sentences: Sequence[tuple[str, str]]) -> Iterable[Judged]:
    """Each sentence judged by a pipeline that has not seen it."""
    intents = [intent for _, intent in sentences]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(intents, intents):
        learnt = [_message(*sentences[index]) for index in train]
        asked = [_message(sentences[index][0]) for index in test]
        for index, message in zip(test, _judge(learnt, asked), strict=True):
            seen = message.get("intent")
            yield intents[index], seen["name"], seen["confidence"]


def _judge(learnt: list[Message], asked: list[Message]) -> list[Message]:
    """Every component first learns, where it can, and then works on both parts."""
    schema = ExecutionContext(GraphSchema({}))
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage(Path(folder))
        for kind in COMPONENTS:
            config = {**_defaults(kind), **_configured(kind)}
            component: Any = kind.create(config, storage, Resource(kind.__name__), schema)
            data = TrainingData(learnt)
            if hasattr(component, "train"):
                component.train(data)
            if kind is IntentClassifier:
                return list(component.process(asked))
            component.process_training_data(data)
            component.process_training_data(TrainingData(asked))
    return asked


def _defaults(kind: Any) -> dict[str, Any]:
    return dict(getattr(kind, "get_default_config", dict)())


def _configured(kind: Any) -> dict[str, Any]:
    config: Any = read_yaml_file("config.yml")
    steps = config["pipeline"]
    found = next(step for step in steps if step["name"].endswith(kind.__name__))
    return {name: value for name, value in found.items() if name != "name"}


def _sentences(folder: Path) -> list[tuple[str, str]]:
    data = training_data(folder)
    return [(example.get("text"), example.get("intent")) for example in data.intent_examples]


def _message(text: str, intent: str | None = None) -> Message:
    return Message({"text": text, **({"intent": intent} if intent else {})})


def _rejected(rows: Sequence[Judged], threshold: float) -> float:
    return _share(seen == OUT_OF_SCOPE or sure < threshold for _, seen, sure in rows)


def _share(hits: Iterable[bool]) -> float:
    return float(np.mean(list(hits)))


if __name__ == "__main__":
    main()
