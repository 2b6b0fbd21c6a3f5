"""The two things that no rule finds: names of visitors and reasons of visits."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pycrfsuite
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import original_text

_OUTSIDE = "O"
_WINDOW = range(-3, 4)
_PARAMETERS = {"c1": 0.05, "c2": 0.01, "max_iterations": 100}
_FILE = "names.crfsuite"

# Frequent surnames; a name with another one is found by the words around it, or not.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "祁欧阳尤康施牛洪温季俞章鲁葛柳樊殷"
)
_TITLES = frozenset("总工哥姐叔姨爷师")
_ENGLISH_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "madam"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class NameTagger(GraphComponent):
    """A conditional random field over the tokens around, trained on the annotated entities.

    Rasa's CRFEntityExtractor keeps its training data instead of its model and trains again whenever
    the bot starts; it also does nothing without sequence features. Without annotations this tags
    nothing.
    """

    def __init__(self, storage: ModelStorage, resource: Resource, model: bytes = b"") -> None:
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
        return cls(model_storage, resource)

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
            return cls(model_storage, resource, path.read_bytes() if path.exists() else b"")

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.nlu_examples if m.get(TOKENS_NAMES[TEXT])]
        with self._storage.write_to(self._resource) as folder:
            if any(message.get(ENTITIES) for message in examples):
                _fit(examples, folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [] if self._tagger is None else self._entities(message)
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), *found], add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        tokens = message.get(TOKENS_NAMES[TEXT]) or []
        assert self._tagger is not None
        tags = self._tagger.tag([_features(tokens, place) for place in range(len(tokens))])
        text = original_text(message)
        return [
            {
                "entity": name,
                "start": tokens[first].start,
                "end": tokens[last].end,
                "value": text[tokens[first].start : tokens[last].end],
                "confidence": round(min(self._sure(tags, first, last)), 4),
                "extractor": type(self).__name__,
            }
            for name, first, last in _runs(tags)
        ]

    def _sure(self, tags: Sequence[str], first: int, last: int) -> list[float]:
        assert self._tagger is not None
        return [self._tagger.marginal(tags[place], place) for place in range(first, last + 1)]


def _fit(examples: Sequence[Message], path: Path) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_PARAMETERS, verbose=False)
    for message in examples:
        tokens = message.get(TOKENS_NAMES[TEXT])
        features = [_features(tokens, place) for place in range(len(tokens))]
        trainer.append(features, _tags(tokens, message.get(ENTITIES) or []))
    trainer.train(str(path))


def _features(tokens: Sequence[Token], place: int) -> list[str]:
    """What stands at each distance, alone and with its neighbour: the words and their kinds."""
    words: dict[int, str] = {}
    kinds: dict[int, str] = {}
    for step in _WINDOW:
        inside = 0 <= place + step < len(tokens)
        words[step] = tokens[place + step].text.lower() if inside else "^$"
        kinds[step] = _kind(tokens[place + step].text) if inside else "edge"
    steps = list(_WINDOW)
    return [
        *(f"{step}:{words[step]}" for step in steps),
        *(f"{step}+:{words[step]}|{words[step + 1]}" for step in steps[:-1]),
        *(f"{step}k:{kinds[step]}" for step in steps),
        *(f"{step}k+:{kinds[step]}|{kinds[step + 1]}" for step in steps[:-1]),
        *(f"{step}kw:{kinds[step + 1]}|{words[step]}" for step in steps[:-1]),
        f"shape:{'|'.join(kinds[step] for step in (-1, 0, 1, 2))}",
    ]


def _kind(text: str) -> str:
    """A word's kind is what a name never heard before shares with those that were."""
    lower = text.lower()
    if text in _SURNAMES:
        return "surname"
    if text in _TITLES or lower in _ENGLISH_TITLES:
        return "title"
    if text.isascii() and text.isalpha():
        return "capital" if text[0].isupper() else "latin"
    if text.isdigit():
        return "digit"
    return "han" if text.isalpha() else "mark"


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
