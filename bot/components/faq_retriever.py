"""Which entry of the park's questions and answers a message is nearest to."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import FAQ, metadata, normalised_text
from bot.components.bm25 import Bm25
from bot.components.encoder import Encoder, shared_encoder
from bot.components.knowledge import Faq, LiveKnowledge, live_knowledge
from bot.components.parsers.normalise import normalise
from bot.components.parsers.repairs import find_named

_NEAREST = 3
MOST_INDEXES = 16
"""Of parks that somebody wrote to last: some hundred kilobytes each."""


class FaqIndex:
    """The questions of one version of the FAQ. An entry scores as its best question does."""

    def __init__(self, faqs: Sequence[Faq], encoder: Encoder, lexical_share: float) -> None:
        asked = [faq for faq in faqs if faq.questions]
        rows = [normalise(question).text for faq in asked for question in faq.questions]
        self._ids = [faq.id for faq in asked]
        self._begins = np.cumsum([0, *(len(faq.questions) for faq in asked)])[:-1]
        """The first row of each entry."""
        self._encoder = encoder
        self._lexical_share = lexical_share
        self._vectors = encoder.encode(rows)
        self._own = own_words({faq.id: faq.questions for faq in asked})
        self._lexical = Bm25(rows)

    def named(self, text: str) -> frozenset[str]:
        """The entries of which a word of their own is in the text."""
        words = _words(text)
        return frozenset(faq_id for faq_id, own in self._own.items() if own & words)

    def search(self, text: str) -> list[tuple[str, float]]:
        """The nearest entries with scores from 0.0 to 1.0, best first."""
        if not self._ids or not text:
            return []
        cosines = self._vectors @ self._encoder.encode([text])[0]
        cosines = np.minimum(np.maximum(cosines, 0.0), 1.0)  # np.clip is ten times as slow.
        lexical = self._lexical.scores(text)
        scores = (1 - self._lexical_share) * cosines + self._lexical_share * lexical
        best = np.maximum.reduceat(scores, self._begins)
        order = np.argsort(-best, kind="stable")
        return [(self._ids[place], float(best[place])) for place in order[:_NEAREST]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FaqRetriever(GraphComponent, IntentClassifier):
    """Adds `faq` {id, score, margin, nearest} to what a message is parsed to; None without entries.

    `margin` is the distance to the second entry; the action decides below which it asks back. The
    index follows the live data: questions are encoded once each, by the encoder's memory.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"lexical_share": 0.3}

    def __init__(self, knowledge: LiveKnowledge, encoder: Encoder, lexical_share: float) -> None:
        self._knowledge = knowledge
        self._encoder = encoder
        self._lexical_share = lexical_share
        self._indexes: OrderedDict[tuple[Faq, ...], FaqIndex] = OrderedDict()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FaqRetriever:
        return cls(live_knowledge(), shared_encoder(), float(config["lexical_share"]))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            index = self._index_of(self._knowledge.known_to(metadata(message)).faqs)
            text = normalised_text(message)
            message.set(
                FAQ, _best(_named_first(index.search(text), index.named(text))), add_to_output=True
            )
        return messages

    def _index_of(self, faqs: tuple[Faq, ...]) -> FaqIndex:
        """Parks that ask the same share one; a former version's goes once others are asked for."""
        index = self._indexes.get(faqs)
        if index is None:
            index = self._indexes[faqs] = FaqIndex(faqs, self._encoder, self._lexical_share)
            if len(self._indexes) > MOST_INDEXES:
                self._indexes.popitem(last=False)
        self._indexes.move_to_end(faqs)
        return index


_CLOSE = 0.1
"""Of two entries that are this near one is preferred that the message names."""


_OWN = 0.9
"""Of all questions that hold a word: the share from which it is a word of one entry alone."""
_OFTEN = 2
"""In so many questions of an entry a word of its own is at least, unless it has but one."""
_LATIN = re.compile(r"[a-z][a-z'-]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def own_words(questions: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Of each entry the words by which its questions name it, and those of no other do: 健身, gym.
    In Chinese a word is any two signs that stand together. A thing that the park maintains is one
    word, however it is called: AC, aircon, 冷气."""
    held = {
        faq_id: Counter(word for one in asked for word in _words(normalise(one).text))
        for faq_id, asked in questions.items()
    }
    everywhere = sum(held.values(), Counter[str]())
    return {
        faq_id: frozenset(
            word
            for word, many in words.items()
            if many >= _least(word, len(questions[faq_id])) and many >= _OWN * everywhere[word]
        )
        for faq_id, words in held.items()
    }


def _least(word: str, questions: int) -> int:
    """How many of so many questions a word of their own is in at least: a thing in a third, for it
    is what all of them are about."""
    often = min(_OFTEN, questions)
    return max(often, -(-questions // 3)) if word.startswith(_THING) else often


_THING = "#"


def _words(text: str) -> frozenset[str]:
    latin = _LATIN.findall(text.lower())
    pairs = (run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))
    things = (f"{_THING}{one.value}" for one in find_named(text))
    return frozenset([*latin, *pairs, *things])


def _named_first(
    entries: list[tuple[str, float]], named: Collection[str]
) -> list[tuple[str, float]]:
    """The entry first that the message names, where it does not name the likeliest one, and that is
    hardly likelier: "what time does the gym open"."""
    if not entries or entries[0][0] in named:
        return entries
    for place in range(1, len(entries)):
        faq_id, score = entries[place]
        if faq_id in named and entries[0][1] - score <= _CLOSE:
            rest = [one for at, one in enumerate(entries) if at != place]
            return [(faq_id, entries[0][1]), *rest]
    return entries


def _best(entries: list[tuple[str, float]]) -> dict[str, Any] | None:
    if not entries:
        return None
    runner_up = entries[1][1] if len(entries) > 1 else 0.0
    return {
        "id": entries[0][0],
        "score": round(entries[0][1], 4),
        "margin": round(entries[0][1] - runner_up, 4),
        "nearest": [faq_id for faq_id, _ in entries],
    }
