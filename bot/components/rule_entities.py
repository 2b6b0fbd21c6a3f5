"""Entities that are a rule or a row of the catalogue, found at run time in the live data."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import MASKED_TEXT, RULED, metadata, original_text
from bot.components.domains import brought
from bot.components.knowledge import LiveKnowledge, Snapshot, live_knowledge, training_snapshot
from bot.components.masking import mask
from bot.components.parsers.answers import ANSWERS
from bot.components.parsers.hearing import NOTHING_HEARD, Hearing
from bot.components.parsers.order_lines import annotate
from bot.components.parsers.remarks import mark_old
from bot.components.parsers.repairs import find_repair
from bot.components.parsers.spans import Span
from bot.components.training.ruled import of_each

logger = logging.getLogger(__name__)

# Training sentences have no clock of their own: that they name a day matters, not which one.
_TRAINING_NOW = datetime(2026, 1, 7, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


# A featurizer too: Rasa runs plain extractors at prediction only, and the masks are trained on.
@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
)
class RuleEntities(GraphComponent):
    """Adds `entities` with offsets into the original text, and the masked text for the featurizer.

    Times are read against `metadata.now` (ISO 8601 with offset), else the clock in the park's zone.
    `metadata.requested_slot` is what a form has just asked for.
    """

    def __init__(self, name: str, knowledge: LiveKnowledge) -> None:
        self._name = name
        self._knowledge = knowledge

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RuleEntities:
        return cls(cls.__name__, live_knowledge())

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            snapshot = self._knowledge.known_to(metadata(message))
            spans = self._spans(message, snapshot)
            ruled = [as_entity(span, self._name) for span in spans]
            message.set(ENTITIES, ruled, add_to_output=True)
            message.set(RULED, _places(spans))
            message.set(MASKED_TEXT, _masked(original_text(message), spans, snapshot))
        return messages

    def _spans(self, message: Message, snapshot: Snapshot) -> list[Span]:
        """A rule that fails costs the message its entities, not the tenant an answer."""
        asked = metadata(message).get(REQUESTED_SLOT) or ""
        now = moment(message, snapshot)
        try:
            return find(original_text(message), now, snapshot, expecting_place="location" in asked)
        except Exception:
            logger.exception("rule_entities.failed message_id=%s", message.get("message_id"))
            return []

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Only masks: annotated entities are what the name tagger learns from."""
        messages = training_data.training_examples
        texts = [original_text(message) for message in messages]
        for message, (places, masked) in zip(messages, of_each(texts, _learnable), strict=True):
            message.set(RULED, places)
            message.set(MASKED_TEXT, masked)
        return training_data


def _learnable(text: str) -> tuple[list[tuple[str, int, int]], str]:
    """Where rules find something in a training sentence, and the sentence with it masked."""
    snapshot = training_snapshot()
    spans = find(text, _TRAINING_NOW, snapshot)
    return _places(spans), _masked(text, spans, snapshot)


def ruled(text: str) -> list[dict[str, Any]]:
    """What rules find in a sentence that is learned, as entities."""
    spans = find(text, _TRAINING_NOW, training_snapshot())
    return [as_entity(span, RuleEntities.__name__) for span in spans]


def _masked(text: str, spans: list[Span], snapshot: Snapshot) -> str:
    """The masked text. A word of danger is hinted at even where it reports none: that the intent is
    another is learned from what stands around it."""
    return mask(text, [*spans, *find_repair(text, figures=True)], snapshot.kinds)


def found_again(message: Message, snapshot: Snapshot, hearing: Hearing) -> list[dict[str, Any]]:
    """What rules find in a message when they know what was heard otherwise, as entities."""
    asked = metadata(message).get(REQUESTED_SLOT) or ""
    now = moment(message, snapshot)
    place = "location" in asked
    spans = find(original_text(message), now, snapshot, expecting_place=place, hearing=hearing)
    return [as_entity(span, RuleEntities.__name__) for span in spans]


def find(
    text: str,
    now: datetime,
    snapshot: Snapshot,
    *,
    expecting_place: bool = False,
    hearing: Hearing = NOTHING_HEARD,
) -> list[Span]:
    """Everything that rules find in a message, in the order in which it stands.

    Where a place was asked for, a bare "301" is one. `hearing`: what the reader heard otherwise.
    """
    known = snapshot.catalogue
    spans = [
        *annotate(text, now, known, expecting_place=expecting_place, hearing=hearing),
        *(span for domain in brought() for rule in domain.find for span in rule(text)),
    ]
    spans += [
        one for domain in brought() for rule in domain.find_beside for one in rule(text, spans)
    ]
    return sorted(mark_old(text, spans), key=lambda span: (span.start, span.end))


def as_entity(span: Span, extractor: str) -> dict[str, Any]:
    """A span as Rasa writes entities, with what the span says besides."""
    entity = {
        **span.extra,
        "entity": span.entity,
        "start": span.start,
        "end": span.end,
        "value": span.value,
        "text": span.text,
        "confidence": 1.0,
        "extractor": extractor,
    }
    marks = {"group": span.group, "role": span.role}
    return entity | {name: mark for name, mark in marks.items() if mark is not None}


def moment(message: Message, snapshot: Snapshot) -> datetime:
    """When the message was written, in the park's zone; now, where it does not say."""
    stated = metadata(message).get("now")
    if isinstance(stated, str):
        try:
            now = datetime.fromisoformat(stated.replace("Z", "+00:00"))
        except ValueError:
            now = None
        if now is not None and now.tzinfo is not None:
            return now.astimezone(snapshot.timezone)
    return datetime.now(snapshot.timezone)


def _places(spans: list[Span]) -> list[tuple[str, int, int]]:
    """Of all but answers, which name nothing."""
    named = (span for span in spans if span.entity not in ANSWERS)
    return [(span.entity, span.start, span.end) for span in named]
