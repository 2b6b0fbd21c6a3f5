"""Hears which words say a value, what is to be done with it, and which acts a message holds."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import metadata, original_text
from bot.components.danger.data import files
from bot.components.e5.finetuned import Manifest
from bot.components.knowledge import live_knowledge
from bot.components.reading.annotated import Annotated, annotated
from bot.components.reading.encoder import Reader, shared_reader
from bot.components.reading.hearing import answers, hear
from bot.components.reading.kept import kept_heads, kept_reads
from bot.components.reading.merging import merged
from bot.components.reading.model import Heard, Labelled, Model
from bot.components.reading.said import Said
from bot.components.reading.settling import parted, settled
from bot.components.reading.valuing import names_nothing, valued
from bot.components.rule_entities import RuleEntities, found_again, moment, ruled
from bot.components.tokenizer import tokens_of

SPANS, ACTS = "spans", "acts"
_ASKS_NOTHING_READ = frozenset({None, "", "none", "confirm"})
"""Slots asked for whose answer is no field. What answers any other is read by rules as that answer,
and is told of nothing else."""
_HARDLY = 0.01
"""Acts that are less likely are not told."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SpanTagger(GraphComponent):
    """Adds `spans` and `acts` to the parse, and gives the rules' entities the roles that it heard.

    Each of `spans` is {start, end, text, label, role, confidence} and what it stands for, its place
    in the message as it was written; `acts` says how likely each act is, by its name
    (docs/reference/reading.md). It learns from the files of `data` alone; without any it does
    nothing. Put it behind the featurizer that has vectors of tokens and what finds entities by
    rules.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"data": "bot/data/acts"}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: Model | None = None,
    ) -> None:
        self._data = str(config["data"])
        self._encoder = shared_reader()
        self._knowledge = live_knowledge()
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpanTagger:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> SpanTagger:
        with model_storage.read_from(resource) as folder:
            model = Model.load(folder)
        return cls(config, model_storage, resource, model)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Of the encoder, and of the files that only this component reads."""
        digest = sha256(Manifest.read().sha256.encode())
        data = {**cls.get_default_config(), **config}["data"]
        for path in files([str(data)]):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        lines = [line for path in files([self._data]) for line in annotated(path)]
        with self._storage.write_to(self._resource) as folder:
            if any(line.spans for line in lines):
                digest = self.fingerprint_addon({"data": self._data})
                kept_heads(digest, lambda: self._learn(lines)).save(folder)
        return self._resource

    def _learn(self, lines: Sequence[Annotated]) -> Model:
        with kept_reads(self._encoder, Manifest.read().sha256) as reader:
            heard, marked = zip(*(_learned(reader, line) for line in lines), strict=True)
        return Model.learn(heard, marked, [line.acts for line in lines])

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages if self._model is not None else ():
            self._tell(message)
        return messages

    def _tell(self, message: Message) -> None:
        text = original_text(message)
        if text.startswith("/"):
            return
        entities = message.get(ENTITIES) or []
        tokens = message.get(TOKENS_NAMES[TEXT]) or tokens_of(text)
        if self._model is None or not tokens:
            return
        heard = hear(text, tokens, self._encoder, entities)
        said = [
            _in_text(one, text, tokens[one.first].start, tokens[one.after - 1].end)
            for one in self._model.read(heard)
        ]
        said = [one for one in said if not names_nothing(one)]
        snapshot = self._knowledge.known_to(metadata(message))
        known = snapshot.catalogue
        likely = self._model.likely_acts(heard)
        if hearing := settled(entities, said, likely, known):
            others = [one for one in entities if one.get("extractor") != RuleEntities.__name__]
            ruled_again = [*found_again(message, snapshot, hearing), *others]
            entities = sorted(ruled_again, key=lambda one: (one["start"], one["end"]))
        said = parted(said, entities)
        acts = {name: round(one, 4) for name, one in likely.items() if one >= _HARDLY}
        found = entities
        if metadata(message).get(REQUESTED_SLOT) in _ASKS_NOTHING_READ:
            found = merged(entities, said, likely, known, moment(message, snapshot))
        message.set(SPANS, valued(said, entities, known), add_to_output=True)
        message.set(ACTS, acts, add_to_output=True)
        message.set(ENTITIES, found, add_to_output=True)


def _learned(reader: Reader, line: Annotated) -> tuple[Heard, list[Labelled]]:
    tokens = tokens_of(line.text)
    return hear(line.text, tokens, reader, ruled(line.text)), answers(line, tokens)


def _in_text(one: Labelled, text: str, start: int, end: int) -> Said:
    return Said(start, end, text[start:end], one.label, one.role, one.sure, one.sure_of_role)
