"""The two things that no rule finds: names of visitors and reasons of visits."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import pycrfsuite
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import RULED, metadata, original_text
from bot.components.name_features import FIXED, Ruled, features
from bot.components.parsers.visits import (
    otherwise_named,
    says_no_reason,
    whole_name,
    without_particles,
    without_title,
)
from bot.components.rule_entities import as_entity
from bot.components.training.kept_folder import digest_of, kept_folder

_OUTSIDE = "O"
_PARAMETERS = {"c1": 0.05, "c2": 0.01, "max_iterations": 100}
_FILE = "names.crfsuite"
VISITS = frozenset({"register_visitor", "track_visit", "cancel_visit"})
#: Of sentences about other things one of ten is learned: all would drown the names.
_ONE_OF = 10
NAMES = "visit_names"
"""The slot of the form for which names are asked for."""
_SHORTER = {"visitor_name": without_title, "visit_reason": without_particles}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class NameTagger(GraphComponent):
    """A conditional random field over the tokens around, trained on the annotated entities.

    Rasa's CRFEntityExtractor keeps its training data instead of its model and trains again whenever
    the bot starts; it also does nothing without sequence features. Without annotations this tags
    nothing.

    Stands behind the classifier: a message is tagged where the intents about visits together are
    at least `from_confidence` likely, or where a form asks for a slot whose name begins with
    "visit".
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"from_confidence": 0.1}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: bytes = b"",
    ) -> None:
        self._from_confidence = float(config["from_confidence"])
        self._storage = storage
        self._resource = resource
        # crfsuite reads from these bytes for as long as it tags, without holding on to them.
        self._model = model
        self._tagger = pycrfsuite.Tagger() if model else None
        if self._tagger is not None:
            self._tagger.open_inmemory(self._model)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NameTagger:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> NameTagger:
        with model_storage.read_from(resource) as folder:
            path = folder / _FILE
            return cls(config, model_storage, resource, path.read_bytes() if path.exists() else b"")

    def train(self, training_data: TrainingData) -> Resource:
        examples = _instructive(training_data.nlu_examples)
        with self._storage.write_to(self._resource) as folder:
            if any(message.get(ENTITIES) for message in examples):
                marked = [_Marked.of(message) for message in examples]
                digest = digest_of([one.told for one in marked])
                kept_folder("names", digest, folder, lambda into: _fit(marked, into / _FILE))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            there = message.get(ENTITIES) or []
            fixed = [one for one in there if one["entity"] in FIXED]
            if self._concerns(message):
                found = [one for one in self._entities(message) if not _overlaps_any(one, fixed)]
                found += _named_otherwise(message, [*there, *found])
                found = _without_small_words(found)
                there = [*there, *sorted(found, key=lambda one: int(one["start"]))]
            message.set(ENTITIES, there, add_to_output=True)
        return messages

    def _concerns(self, message: Message) -> bool:
        if str(metadata(message).get(REQUESTED_SLOT) or "").startswith("visit"):
            return True
        ranking = message.get(INTENT_RANKING_KEY) or ()
        likely = sum(row["confidence"] for row in ranking if row["name"] in VISITS)
        return float(likely) >= self._from_confidence

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        if self._tagger is None:
            return []
        tokens = message.get(TOKENS_NAMES[TEXT]) or []
        tags = self._tagger.tag(features(tokens, message.get(RULED) or ()))
        text = original_text(message)
        found = [
            {
                **_entity(name, text, tokens[first].start, tokens[last].end),
                "confidence": round(min(self._sure(tags, first, last)), 4),
                "extractor": type(self).__name__,
            }
            for name, first, last in _runs(tags)
        ]
        return [one for one in found if not _says_nothing(one)]

    def _sure(self, tags: Sequence[str], first: int, last: int) -> list[float]:
        assert self._tagger is not None
        return [self._tagger.marginal(tags[place], place) for place in range(first, last + 1)]


def _entity(name: str, text: str, start: int, end: int) -> dict[str, Any]:
    """What was tagged, without what a name or a reason does not begin or end with."""
    value = _SHORTER[name](text[start:end]) if name in _SHORTER else text[start:end]
    start += text[start:end].find(value)
    end = start + len(value)
    if name == "visitor_name":
        end = whole_name(text, end)
    return {"entity": name, "start": start, "end": end, "value": text[start:end]}


def _says_nothing(entity: dict[str, Any]) -> bool:
    return entity["entity"] == "visit_reason" and says_no_reason(str(entity["value"]))


def _without_small_words(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who writes one name with capitals writes none without: "can visitors park? Elena Rossi is
    coming" names one."""
    names = [str(one["value"]) for one in found if one["entity"] == "visitor_name"]
    capital = any(name.isascii() and name[0].isupper() for name in names)
    return [
        one
        for one in found
        if not (capital and one["entity"] == "visitor_name" and _is_small(str(one["value"])))
    ]


def _is_small(name: str) -> bool:
    return name.isascii() and name.isalpha() and name.islower()


def _named_otherwise(message: Message, there: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Names that were not tagged, by rules: those that stand beside others, else, where names were
    asked for, the words of the answer."""
    asked = metadata(message).get(REQUESTED_SLOT) == NAMES
    spans = otherwise_named(original_text(message), there, asked=asked)
    return [as_entity(span, NameTagger.__name__) for span in spans]


def _instructive(examples: Iterable[Message]) -> list[Message]:
    """Which of the others are learned hangs on each alone: by their places, a sentence about
    umbrellas would change what is learned of names."""
    tokenised = [message for message in examples if message.get(TOKENS_NAMES[TEXT])]
    return [
        message
        for message in tokenised
        if message.get(INTENT) in VISITS
        or message.get(ENTITIES)
        or crc32(original_text(message).encode()) % _ONE_OF == 0
    ]


class _Marked(NamedTuple):
    """A sentence that is learned."""

    tokens: Sequence[Token]
    ruled: Ruled
    tags: list[str]

    @classmethod
    def of(cls, message: Message) -> _Marked:
        tokens = message.get(TOKENS_NAMES[TEXT])
        tags = _tags(tokens, message.get(ENTITIES) or [])
        return cls(tokens, message.get(RULED) or (), tags)

    @property
    def told(self) -> list[Any]:
        """All that is learned of it."""
        tokens = [(one.text, one.start, one.end) for one in self.tokens]
        return [tokens, self.ruled, self.tags]


def _fit(examples: Sequence[_Marked], path: Path) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_PARAMETERS, verbose=False)
    for tokens, ruled, tags in examples:
        trainer.append(features(tokens, ruled), tags)
        named = [place for place, tag in enumerate(tags) if tag != _OUTSIDE]
        if named:
            # Once more with the words of names and reasons hidden: others will be said.
            trainer.append(features(tokens, ruled, unknown=named), tags)
    trainer.train(str(path))


def _tags(tokens: Sequence[Token], entities: Sequence[dict[str, Any]]) -> list[str]:
    """B-name for the first token of an entity, I-name for the others, O for the rest."""
    tags = [_OUTSIDE] * len(tokens)
    for entity in entities:
        inside = [
            place
            for place, token in enumerate(tokens)
            if entity["start"] <= token.start < entity["end"]
        ]
        for place in inside:
            tags[place] = f"{'B' if place == inside[0] else 'I'}-{entity['entity']}"
    return tags


def _runs(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """(name, first, last) of each entity; an I that continues nothing begins one."""
    runs: list[tuple[str, int, int]] = []
    for place, tag in enumerate(tags):
        mark, _, name = tag.partition("-")
        if mark == "I" and runs and runs[-1][0] == name and runs[-1][2] == place - 1:
            runs[-1] = (name, runs[-1][1], place)
        elif tag != _OUTSIDE:
            runs.append((name, place, place))
    return runs


def _overlaps_any(entity: dict[str, Any], others: Sequence[dict[str, Any]]) -> bool:
    return any(e["start"] < entity["end"] and entity["start"] < e["end"] for e in others)
