"""A message in a language that the bot cannot answer in."""

# ruff: noqa: ARG003 - Rasa calls every component's create() with the same four arguments.

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pypinyin import lazy_pinyin
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_NAME_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.attributes import metadata, normalised_text, original_text

if TYPE_CHECKING:
    from lingua import LanguageDetector

OTHER_LANGUAGE = "other_language"
ENTITY = "language"
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HIRAGANA, _KATAKANA = re.compile(r"[\u3041-\u309f]"), re.compile(r"[\u30a1-\u30fa]")
_SCRIPTS = {
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "other": re.compile(r"[\u0370-\u03ff\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff]"),
}
_LONGEST_SYLLABLE = 6
_LEAST_LETTERS = 2
"""A single の stands in many a Chinese name."""


_ASKS = re.compile(r"[?？¿؟]")
_JAPANESE_ENDS = re.compile(
    r"(?:ます|ません|です|でした|ました|ですか|ますか|ください|下さい|たい|ない|した|いる|ある|って|よ|ね|か)[。．！!？?\s]*$|[?？]"
)
_KOREAN_ENDS = re.compile(r"(?:요|니다|니까|세요|나요|까|죠|어|다|줘)[.!?\s]*$")
_LEAST_WORDS, _LEAST_PLAIN = 4, 2
"""Words of a sentence in letters, and those of them that no name has."""
_OF_NAMES = frozenset("da das de del den der di do dos du e la las le los van von y".split())  # noqa: SIM905 - a word list reads better unquoted
_ANSWERS = frozenset(
    {"location", "time", "period", "phone", "plate", "headcount", "no_car", "item", "faq"}
)
_JOINED = 10
"""Letters from which a word may be several that were written together."""
_SHORTEST, _LONGEST = 2, 14
"""Letters of each of those."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class OtherLanguage(GraphComponent, IntentClassifier):
    """Makes the intent other_language, with the code of the language (ISO 639-1) as an entity.

    A script tells its language: from a `script` share of the letters on. Of a message in Latin
    letters at most `known` of its words may stand among those that the bot learned from, which are
    English, and lingua (trigrams alone) must be `sure` that it is another language. So an English
    message with foreign dishes or slang stays English; Chinese in `pinyin`, to that share of its
    words, stays Chinese. While a form asks for something, a few words are its answer: a guest may
    be called François. Only a whole sentence, in which rules find no answer, is none. Put it behind
    what decides on the intent.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"script": 0.25, "known": 0.5, "sure": 0.6, "pinyin": 0.75, "surely": 0.8}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        words: frozenset[str] = frozenset(),
        syllables: frozenset[str] = frozenset(),
    ) -> None:
        self._script, self._known, self._sure, self._pinyin, self._surely = (
            float(config[name]) for name in ("script", "known", "sure", "pinyin", "surely")
        )
        self._storage, self._resource = storage, resource
        self._words, self._syllables = words, syllables

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OtherLanguage:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> OtherLanguage:
        with model_storage.read_from(resource) as folder:
            learned = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        _detector()  # Now, not while somebody waits for an answer.
        words, syllables = (frozenset(learned[name]) for name in ("words", "syllables"))
        return cls(config, model_storage, resource, words, syllables)

    def train(self, training_data: TrainingData) -> Resource:
        texts = (normalised_text(one) for one in training_data.training_examples)
        self._words = frozenset(word for text in texts for word in _latin_words(text))
        self._syllables = _pinyin_syllables()
        learned = {"words": sorted(self._words), "syllables": sorted(self._syllables)}
        with self._storage.write_to(self._resource) as folder:
            (folder / "words.json").write_text(json.dumps(learned), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = original_text(message)
            asked = bool(metadata(message).get(REQUESTED_SLOT))
            language = self.language(text, sure=self._surely if asked else self._sure)
            if asked and (_answers(message) or not is_sentence(text, language)):
                continue
            if language is not None and _orders(message):
                continue
            if language is not None:
                whole = {"start": 0, "end": len(text), "text": text}
                said = {ENTITY_ATTRIBUTE_TYPE: ENTITY, ENTITY_ATTRIBUTE_VALUE: language, **whole}
                entities = [*(message.get(ENTITIES) or ()), said]
                message.set(ENTITIES, entities, add_to_output=True)
                intent = {INTENT_NAME_KEY: OTHER_LANGUAGE, PREDICTED_CONFIDENCE_KEY: 1.0}
                message.set(INTENT, intent, add_to_output=True)
        return messages

    def language(self, text: str, *, sure: float | None = None) -> str | None:
        """ja, ko, ru, fr, de, es, it, pt, or "other" for a script without a language of its own
        here. None: Chinese, English, or not known."""
        letters = len(_LETTER.findall(text))
        written = {"ja": _japanese(text)}
        written |= {name: len(script.findall(text)) for name, script in _SCRIPTS.items()}
        for name, count in written.items():
            if count >= _LEAST_LETTERS and count >= self._script * letters:
                return name
        words = _latin_words(text)
        if not words or len(_LATIN.findall(text)) < letters:
            return None
        if sum(map(self._is_known, words)) > self._known * len(words):
            return None
        plain = _latin_words(_NAMES.sub(" ", text))
        if plain and sum(word in self._words for word in plain) >= self._known * len(plain):
            return None  # "visitor tmrw 14:00 Marta Kowalska": names tell no language.
        if self._is_pinyin(words):
            return None
        return self._of_latin_letters(text, self._sure if sure is None else sure)

    def _is_known(self, word: str) -> bool:
        """Whether it was learned, or is several such words without the space: "whereismyfood"."""
        return word in self._words or (len(word) >= _JOINED and self._is_joined(word))

    def _is_joined(self, word: str) -> bool:
        reached = {0}
        for end in range(_SHORTEST, len(word) + 1):
            starts = range(max(0, end - _LONGEST), end - _SHORTEST + 1)
            if any(at in reached and word[at:end] in self._words for at in starts):
                reached.add(end)
        return len(word) in reached

    def _is_pinyin(self, words: Sequence[str]) -> bool:
        """Chinese without a Chinese keyboard: "wo yao yi bei kafei"."""
        return sum(self._is_of_syllables(word) for word in words) >= self._pinyin * len(words)

    def _is_of_syllables(self, word: str) -> bool:
        reached = {0}
        for end in range(1, len(word) + 1):
            starts = range(max(0, end - _LONGEST_SYLLABLE), end)
            if any(at in reached and word[at:end] in self._syllables for at in starts):
                reached.add(end)
        return len(word) in reached

    def _of_latin_letters(self, text: str, sure: float) -> str | None:
        best = _detector().compute_language_confidence_values(text)[0]
        code = best.language.iso_code_639_1.name.lower()
        return code if code != "en" and best.value >= sure else None


def is_sentence(text: str, language: str | None) -> bool:
    """Whether words of a language are more than somebody's name or a company's: they ask, they end
    as a verb does, or they are many."""
    words = _WORD.findall(text)
    asks = _ASKS.search(text) is not None
    match language:
        case "ja":
            return _JAPANESE_ENDS.search(text) is not None
        case "ko":
            return len(words) > 1 and (asks or _KOREAN_ENDS.search(text) is not None)
        case None:
            return False
    plain = [one for one in words if one[0].islower() and one not in _OF_NAMES]
    many = len(words) >= _LEAST_WORDS and len(plain) >= _LEAST_PLAIN
    return many or (asks and len(words) > 1)


def _answers(message: Message) -> bool:
    """Whether rules find something in it that a form may have asked for."""
    return any(entity["entity"] in _ANSWERS for entity in message.get(ENTITIES) or ())


def _orders(message: Message) -> bool:
    """Whether it counts what is for sale, each thing by its name, and says hardly more: "3 mochas
    and 2 espressos"."""
    entities = message.get(ENTITIES) or ()
    counted = {one.get("group") for one in entities if one["entity"] == "quantity"} - {None}
    named = [one for one in entities if one["entity"] == "item" and one.get("value")]
    text = original_text(message)
    covered = sum(len(_latin_words(text[one["start"] : one["end"]])) for one in named)
    words = _latin_words(text)
    return (
        bool(named)
        and all(one.get("group") in counted for one in named)
        and (covered * _MOSTLY >= len(words))
    )


_MOSTLY = 3
"""Of so many words one is a name of what is for sale."""


def _japanese(text: str) -> int:
    """Hiragana holds a sentence together; katakana beside Chinese characters may be a dish."""
    katakana = 0 if _HAN.search(text) else len(_KATAKANA.findall(text))
    return len(_HIRAGANA.findall(text)) + katakana


_NAMES = re.compile(r"(?<=\S )[A-Z]\w*(?:[ -][A-Z]\w*)+")
"""Two or more words with capitals, not at the beginning."""


def _latin_words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text) if _LATIN.match(word)]


def _pinyin_syllables() -> frozenset[str]:
    """All syllables of Mandarin, without tones."""
    read = lazy_pinyin([chr(code) for code in range(0x4E00, 0x9FA6)])
    return frozenset(one for one in read if one.isascii() and one.isalpha())


@cache
def _detector() -> LanguageDetector:
    """With trigrams alone: 33 MB in place of 240, loaded in a tenth of a second."""
    from lingua import Language, LanguageDetectorBuilder

    languages = (
        *(Language.ENGLISH, Language.FRENCH, Language.GERMAN),
        *(Language.SPANISH, Language.ITALIAN, Language.PORTUGUESE),
    )
    made = LanguageDetectorBuilder.from_languages(*languages)
    return made.with_low_accuracy_mode().with_preloaded_language_models().build()
