"""The steps of a pipeline, trained and run one after the other without Rasa's server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path

from bot.tools.pipelines.catalogue import Step
from bot.tools.training import training_data

Labelled = tuple[str, str]  # a sentence and its intent
Ranking = list[tuple[str, float]]  # intents, the likeliest first, with how sure


class Chain:
    """Trained into a folder, or loaded from it. Not safe between threads."""

    def __init__(self, components: Sequence[Any]) -> None:
        self._components = components

    @classmethod
    def train(cls, steps: Sequence[Step], learnt: Sequence[Message], folder: Path) -> None:
        """Each step learns, where it can, and then works on the messages for the next."""
        data = TrainingData(list(learnt))
        for kind, arguments in _kinds(steps, folder):
            component = kind.create(*arguments)
            if hasattr(component, "train"):
                component.train(data)
            if kind is not _kind(steps[-1]):
                component.process_training_data(data)

    @classmethod
    def load(cls, steps: Sequence[Step], folder: Path) -> Chain:
        return cls([kind.load(*arguments) for kind, arguments in _kinds(steps, folder)])

    def rank(self, messages: list[Message]) -> list[Ranking]:
        for component in self._components:
            component.process(messages)
        return [_ranking(message) for message in messages]


def prepare(steps: Sequence[Step], messages: list[Message], folder: Path) -> None:
    """Do in place what needs no training, as it is done in training."""
    for kind, arguments in _kinds(steps, folder):
        kind.create(*arguments).process_training_data(TrainingData(messages))


def message(text: str, intent: str | None = None, **metadata: str) -> Message:
    data: dict[str, Any] = {"text": text, "metadata": metadata}
    return Message(data | ({"intent": intent} if intent else {}))


def copied(message: Message, without: str | None = None) -> Message:
    """Its own features: what one training adds must not reach the next."""
    data = {key: value for key, value in message.data.items() if key != without}
    return Message(data, features=list(message.features))


def needs_training(step: Step) -> bool:
    return hasattr(_kind(step), "train")


def sentences(folder: Path) -> list[Labelled]:
    data = training_data(folder)
    return [(str(one.get("text")), str(one.get("intent"))) for one in data.intent_examples]


def _kinds(steps: Sequence[Step], folder: Path) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each step's class, with what its create() and load() take."""
    folder.mkdir(parents=True, exist_ok=True)
    storage = LocalModelStorage(folder)
    for index, step in enumerate(steps):
        kind = _kind(step)
        name = f"{index}_{kind.__name__}"
        given = {key: value for key, value in step.items() if key != "name"}
        config = {**getattr(kind, "get_default_config", dict)(), **given}
        context = ExecutionContext(GraphSchema({}), node_name=name)
        yield kind, (config, storage, Resource(name), context)


def _kind(step: Step) -> Any:
    return class_from_module_path(str(step["name"]))


def _ranking(message: Message) -> Ranking:
    return [(str(row["name"]), float(row["confidence"])) for row in message.get("intent_ranking")]
