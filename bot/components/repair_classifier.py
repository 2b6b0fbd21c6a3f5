"""What is broken and how urgent it is, in every message about a repair."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack

from bot.components.attributes import metadata, original_text
from bot.components.linear import LinearModel
from bot.components.parsers.normalise import Normalised, normalise
from bot.components.parsers.repairs import find_danger, find_named, find_urgency
from bot.components.parsers.spans import Span
from bot.components.rows import joined, of_sentence
from bot.components.rule_entities import as_entity

CATEGORY = "repair_category"
URGENCY = "urgency"
CATEGORIES = (
    "electrical", "plumbing", "hvac", "elevator", "network", "access_control", "fire_safety",
    "security", "cleaning", "furniture", "landscaping", "parking", "pest", "other",
)  # fmt: skip
OTHER = "other"
CRITICAL, URGENT, NORMAL = "critical", "urgent", "normal"

REPORT = "report_repair"
ABOUT_REPAIR = frozenset({REPORT, "track_repair", "urge_repair", "cancel_repair", "complain"})

# A thing that is named counts beside a sentence vector of length 10; chosen by cross-validation.
_NAMED, _NAMED_FIRST = 2.0, 2.0

Entity = dict[str, Any]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RepairClassifier(GraphComponent):
    """Exactly one `repair_category` and one `urgency` in a message whose intent is ABOUT_REPAIR.

    Other messages lose what RuleEntities hinted of both, except a critical urgency: that is said
    whatever the intent. Danger and patience are rules. The category is learned from the features of
    the featurizers and from the things that rules find named; learning may raise a report to
    urgent, from a probability of `urgent_from`, and never to critical. Where no thing is named and
    the best category is less probable than `unsure`, it is `other`. Labels are the `metadata`
    {repair_category, urgency} of report_repair in the training data; without them rules decide
    alone. Put it behind whatever may change the intent.

    An entity stands where its evidence stands, else for the whole text.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"unsure": 0.3, "urgent_from": 0.7}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        models: dict[str, LinearModel] | None = None,
    ) -> None:
        self._unsure = float(config["unsure"])
        self._urgent_from = float(config["urgent_from"])
        self._storage = storage
        self._resource = resource
        self._models = models or {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RepairClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> RepairClassifier:
        with model_storage.read_from(resource) as folder:
            models = {path.stem: LinearModel.load(path) for path in folder.glob("*.npz")}
        return cls(config, model_storage, resource, models)

    def train(self, training_data: TrainingData) -> Resource:
        labelled = [(m, _labels(m)) for m in training_data.intent_examples if _labels(m)]
        with self._storage.write_to(self._resource) as folder:
            if labelled:
                rows = vstack([_row(m, find_named(original_text(m))) for m, _ in labelled]).tocsr()
                categories = [labels[CATEGORY] for _, labels in labelled]
                urgencies = [_raised(labels[URGENCY]) for _, labels in labelled]
                LinearModel.fit(rows, categories).save(folder / f"{CATEGORY}.npz")
                LinearModel.fit(rows, urgencies).save(folder / f"{URGENCY}.npz")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            entities = message.get(ENTITIES) or []
            if _intent(message) in ABOUT_REPAIR:
                found = [e for e in entities if e["entity"] not in (CATEGORY, URGENCY)]
                entities = [*found, *self._judge(message)]
            else:
                entities = [e for e in entities if not _is_noise(e)]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _judge(self, message: Message) -> list[Entity]:
        words = normalise(original_text(message))
        named = find_named(words)
        row = _row(message, named) if self._models else None
        report = _intent(message) == REPORT
        return [self._category(words, named, row, report), self._urgency(words, row, report)]

    def _category(
        self, words: Normalised, spans: list[Span], row: csr_matrix | None, report: bool
    ) -> Entity:
        text = words.original
        for danger in find_danger(words):
            return as_entity(danger, type(self).__name__)
        named = {span.value: span for span in spans}
        if row is None:
            return self._said(text, next(iter(named), OTHER), 1.0, next(iter(named.values()), None))
        likely = self._models[CATEGORY].probabilities(row)
        if not report:
            # Learned from reports alone, so of other talk only the things it names are judged.
            likely = {code: likely.get(code, 0.0) for code in named} or {
                OTHER: likely.get(OTHER, 0.0)
            }
        best = max(likely, key=likely.__getitem__)
        if best not in named and likely[best] < self._unsure:
            best = OTHER
        return self._said(text, best, likely.get(best, 0.0), named.get(best))

    def _urgency(self, words: Normalised, row: csr_matrix | None, report: bool) -> Entity:
        stated = find_urgency(words)
        if stated:
            return as_entity(stated, type(self).__name__)
        learned = self._models[URGENCY].probabilities(row) if row is not None and report else {}
        urgent = learned.get(URGENT, 0.0)
        raised = urgent >= self._urgent_from
        entity = self._said(
            words.original, URGENT if raised else NORMAL, urgent if raised else 1 - urgent
        )
        return {**entity, "entity": URGENCY}

    def _said(self, text: str, value: str, sure: float, evidence: Span | None = None) -> Entity:
        span = evidence or Span(CATEGORY, 0, len(text), text, value)
        return {**as_entity(span, type(self).__name__), "confidence": round(sure, 4)}


def _row(message: Message, spans: list[Span]) -> csr_matrix:
    """One row: the sentence features of all featurizers, then what the text names."""
    learned = [part for part in of_sentence(message) if part is not None]
    named = [span.value for span in spans]
    marks = [_NAMED * (code in named) for code in CATEGORIES]
    marks += [_NAMED_FIRST * (named[:1] == [code]) for code in CATEGORIES]
    return joined([*learned, np.array([marks])])


def _labels(message: Message) -> dict[str, str]:
    """{repair_category, urgency} as the training data states them; empty for any other sentence."""
    stated: dict[str, str] = metadata(message).get("intent") or {}
    return stated if CATEGORY in stated and URGENCY in stated else {}


def _raised(urgency: str) -> str:
    return URGENT if urgency in (URGENT, CRITICAL) else NORMAL


def _intent(message: Message) -> str | None:
    return (message.get(INTENT) or {}).get(INTENT_NAME_KEY)


def _is_noise(entity: Entity) -> bool:
    name, value = entity["entity"], entity["value"]
    return bool(name == CATEGORY or (name == URGENCY and value != CRITICAL))
