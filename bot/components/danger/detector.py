"""Hears danger in a message: what rules hear, and what was learned beside them."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import metadata, original_text
from bot.components.danger.before import SAID_BEFORE, pieces_with
from bot.components.danger.data import Line, files, of_bot, read
from bot.components.danger.deciding import Words, decide
from bot.components.danger.features import hear, rows
from bot.components.danger.fit import known_fits
from bot.components.danger.learning import learn
from bot.components.danger.marks import doubted, marked
from bot.components.danger.model import Model
from bot.components.danger.zones import ALARM, FIELD, NONE, Danger, Thresholds
from bot.components.e5.finetuned import Manifest
from bot.components.encoder import Encoder, shared_encoder
from bot.components.reading.encoder import shared_reader
from bot.components.reading.kept import kept_reads
from bot.components.training.kept_folder import digest_of, kept_folder
from bot.components.training.kept_vectors import kept_vectors

_PLACE = "danger-model"
NOTHING = Danger(NONE, None, 0.0)
REMEMBERED = 2048
"""Texts whose judgement is kept: a message is judged again with each of the two after it, and each
is compared with thousands of sentences."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DangerDetector(GraphComponent):
    """Adds `danger` to the parse: {"zone": "alarm" | "ask" | "none", "kind", "p"}.

    A message that says there is no hurry asks where it would alarm.
    In the zone `alarm` the message has the entity `urgency` with the value `critical`, and a
    `repair_category` that fits the kind; in no other zone is a message critical. What rules call
    critical alarms, or is asked about where the model is nearly sure that it is none. It learns
    from the files of `data` and what staff marked (`learned`); without any, rules decide alone.
    `alarm` and `ask` are the probabilities from which it alarms and asks; the message's metadata
    may hold those of its park (zones.THRESHOLDS), and what was said before it (before.SAID_BEFORE).
    Put it last: it reads what others found.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "data": "bot/data/danger",
            "learned": "bot/trained/danger.jsonl",
            "alarm": 0.9,
            "ask": 0.2,
        }

    def __init__(
        self,
        config: dict[str, Any],
        encoder: Encoder,
        storage: ModelStorage,
        resource: Resource,
        model: Model | None = None,
    ) -> None:
        self._config = config
        self._thresholds = Thresholds(float(config["alarm"]), float(config["ask"]))
        self._encoder = encoder
        self._reader = shared_reader()
        self._storage = storage
        self._resource = resource
        self._model = model
        self._judged: dict[str, tuple[float, str]] = {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerDetector:
        return cls(config, shared_encoder(), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> DangerDetector:
        with model_storage.read_from(resource) as folder:
            model = Model.load(folder)
        return cls(config, shared_encoder(), model_storage, resource, model)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa trains a component anew where its config or the training data changed; this says
        the same of the files that only it reads, and of the reader's encoder. The config lacks the
        defaults where what it learned is taken from the cache."""
        digest = sha256(Manifest.read().sha256.encode())
        for path in files(_sources({**cls.get_default_config(), **config})):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        lines = read(_sources(self._config))
        with self._storage.write_to(self._resource) as folder:
            if lines:
                always = of_bot(training_data.intent_examples)
                digest = digest_of(lines, always, Manifest.read().sha256)
                kept_folder(_PLACE, digest, folder, partial(self._learn, lines, always))
        return self._resource

    def _learn(self, lines: Sequence[Line], always: Sequence[Line], folder: Path) -> None:
        with (
            kept_reads(self._reader, Manifest.read().sha256, sentences=True) as reader,
            kept_vectors(self._encoder, "danger") as encoder,
        ):
            learn(lines, encoder, always, reader, known_fits()).save(folder)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            danger = self._judge(message)
            message.set(FIELD, danger.as_json(), add_to_output=True)
            entities = message.get(ENTITIES) or []
            if danger.zone == ALARM:
                entities = marked(entities, danger, original_text(message), type(self).__name__)
                message.set(ENTITIES, entities, add_to_output=True)
            elif entities:
                message.set(ENTITIES, doubted(entities), add_to_output=True)
        return messages

    def _judge(self, message: Message) -> Danger:
        text = original_text(message)
        if not text.strip() or text.lstrip().startswith("/"):
            return NOTHING
        thresholds = self._thresholds.of_park(metadata(message))
        return decide(Words.of(text), *self._likely(text, _before(message)), thresholds)

    def _likely(self, text: str, before: list[str]) -> tuple[float | None, str | None]:
        """Of the message, or of it with what was said before if that is likelier than any alone."""
        if self._model is None:
            return None, None
        pieces = pieces_with(text, before)
        texts = [text, "\n".join([*pieces, text]), *pieces] if pieces else [text]
        alone, *others = self._judge_each(texts, self._model)
        if others and others[0][0] > max(p for p, _ in [alone, *others[1:]]):
            return others[0]
        return alone

    def _judge_each(self, texts: list[str], model: Model) -> list[tuple[float, str]]:
        new = [text for text in texts if text not in self._judged]
        reader = self._reader if model.second is not None else None
        made = rows(hear(new, self._encoder, reader), model.vocabulary)
        self._judged |= {text: model.judge(row) for text, row in zip(new, made, strict=True)}
        judged = [self._judged[text] for text in texts]
        while len(self._judged) > REMEMBERED:
            self._judged.pop(next(iter(self._judged)))
        return judged


def _before(message: Message) -> list[str]:
    before = metadata(message).get(SAID_BEFORE)
    return [str(one) for one in before] if isinstance(before, list) else []


def _sources(config: dict[str, Any]) -> list[str]:
    return [str(config["data"]), str(config["learned"])]
