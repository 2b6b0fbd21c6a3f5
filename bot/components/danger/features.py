"""What the detector looks at: how a message sounds, its characters, and what rules say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import DIMENSIONS, Encoder
from bot.components.ngram_featurizer import QuickTfidf
from bot.components.parsers.normalise import normalise
from bot.components.parsers.repairs import find_urgency

Numbers = NDArray[np.float32]

LONGEST = 4
"""Characters of the longest n-gram."""
SOUND, SIGNS, RULED = 7.0, 5.0, 2.0
"""How much each part weighs: a unit vector hardly moves a linear model that also sees counts.
Chosen by cross-validation by writer."""


def plain(text: str) -> str:
    return normalise(text).text


def ruled(text: str) -> bool:
    """Whether the rules hear danger."""
    urgency = find_urgency(text)
    return urgency is not None and urgency.value == "critical"


@dataclass(frozen=True)
class Vocabulary:
    """N-grams in the order of their columns, and how rare each is."""

    terms: tuple[str, ...]
    rarity: Numbers

    @classmethod
    def learn(cls, texts: Sequence[str]) -> Vocabulary:
        """Those that stand in two sentences at least."""
        # Here, for a bot that answers does without scikit-learn.
        from sklearn.feature_extraction.text import TfidfVectorizer

        learned = TfidfVectorizer(
            analyzer="char", ngram_range=(1, LONGEST), min_df=2, sublinear_tf=True
        ).fit([plain(text) for text in texts])
        columns = learned.vocabulary_
        terms = sorted(columns, key=columns.__getitem__)
        return cls(tuple(terms), learned.idf_.astype(np.float32))

    @cached_property
    def quick(self) -> QuickTfidf:
        columns = {term: column for column, term in enumerate(self.terms)}
        return QuickTfidf(columns, self.rarity.astype(np.float64), LONGEST)

    @property
    def width(self) -> int:
        """Columns of a row: the encoder's, the rules' one, the n-grams."""
        return DIMENSIONS + 1 + len(self.terms)


@dataclass(frozen=True)
class Row:
    """The features of one text; of the n-grams only those that stand in it."""

    dense: Numbers
    columns: list[int]
    values: Numbers

    def scores(self, weights: Numbers, bias: Numbers) -> Numbers:
        """Of each column of `weights`, which has a row for each feature."""
        wide = len(self.dense)
        total: Numbers = bias + self.dense @ weights[:wide]
        if self.columns:
            total = total + self.values @ weights[wide:][self.columns]
        return total


def rows(texts: Sequence[str], encoder: Encoder, vocabulary: Vocabulary) -> list[Row]:
    words = [plain(text) for text in texts]
    made = []
    for text, word, vector in zip(texts, words, encoder.encode(words), strict=True):
        columns, values = vocabulary.quick.weigh(word)
        dense = np.append(vector * SOUND, RULED * ruled(text)).astype(np.float32)
        made.append(Row(dense, columns, (values * SIGNS).astype(np.float32)))
    return made
