"""Learns what Rasa's logistic regression learns, and knows the same after saving and loading."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from bot.components.intent_classifier import IntentClassifier

CONTEXT = ExecutionContext(GraphSchema({}))
INTENTS = ("greet", "order_food", "report_repair")


def message(direction: int, number: int, intent: str | None = None) -> Message:
    """Two sparse features and three dense ones; a number tells sentences of an intent apart."""
    made = Message({"text": f"{direction} {number}", **({"intent": intent} if intent else {})})
    counts = csr_matrix([[float(direction == 1), 0.1 * number]])
    vector = np.eye(3, dtype=np.float32)[[direction]] * 3 + 0.01 * number
    made.add_features(Features(counts, "sentence", "text", "counts"))
    made.add_features(Features(vector, "sentence", "text", "vectors"))
    return made


def examples(intents: tuple[str, ...]) -> TrainingData:
    return TrainingData(
        [message(place, number, name) for place, name in enumerate(intents) for number in range(4)]
    )


def trained(kind: Any, folder: Path, data: TrainingData, **settings: int) -> Any:
    """Trained, saved and loaded again, as in a model."""
    folder.mkdir(exist_ok=True)
    storage = LocalModelStorage(folder)
    config = {**kind.get_default_config(), **settings}
    resource = kind.create(config, storage, Resource("intents"), CONTEXT).train(data)
    return kind.load(config, storage, resource, CONTEXT)


def ranking(component: Any, asked: Message) -> list[tuple[str, float]]:
    (heard,) = component.process([asked])
    assert heard.get("intent") == heard.get("intent_ranking")[0]
    return [(row["name"], row["confidence"]) for row in heard.get("intent_ranking")]


@pytest.mark.parametrize("count", [2, 3])
def test_is_as_sure_of_each_intent_as_rasas_own(tmp_path: Path, count: int) -> None:
    data = examples(INTENTS[:count])
    ours = trained(IntentClassifier, tmp_path / "ours", data)
    rasas = trained(LogisticRegressionClassifier, tmp_path / "rasas", data)
    for direction in range(count):
        said, expected = (ranking(one, message(direction, 9)) for one in (ours, rasas))
        assert [name for name, _ in said] == [name for name, _ in expected]
        assert [sure for _, sure in said] == pytest.approx([sure for _, sure in expected], abs=1e-9)
        assert said[0][0] == INTENTS[direction]


def test_ranking_is_as_long_as_is_asked_for(tmp_path: Path) -> None:
    component = trained(IntentClassifier, tmp_path, examples(INTENTS), ranking_length=2)
    assert len(ranking(component, message(0, 9))) == 2


def test_without_examples_it_says_nothing(tmp_path: Path) -> None:
    component = trained(IntentClassifier, tmp_path, TrainingData([message(0, 1)]))
    (heard,) = component.process([message(0, 9)])
    assert heard.get("intent") is None


def test_a_model_that_was_kept_in_another_form_is_refused(tmp_path: Path) -> None:
    """One that Rasa's own component wrote; a bot without intents would seem to be in order."""
    trained(LogisticRegressionClassifier, tmp_path, examples(INTENTS))
    arguments = (LocalModelStorage(tmp_path), Resource("intents"), CONTEXT)
    with pytest.raises(FileNotFoundError):
        IntentClassifier.load(IntentClassifier.get_default_config(), *arguments)


def test_learns_the_same_a_second_time(tmp_path: Path) -> None:
    first, second = (
        trained(IntentClassifier, tmp_path / name, examples(INTENTS)) for name in ("a", "b")
    )
    assert ranking(first, message(1, 9)) == ranking(second, message(1, 9))
