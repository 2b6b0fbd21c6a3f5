"""What the detector looks at: how a message sounds, and its characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.components.encoder import DIMENSIONS, Encoder
from bot.components.ngram_featurizer import QuickTfidf
from bot.components.parsers.normalise import normalise

Numbers = NDArray[np.float32]

LONGEST = 4
"""Characters of the longest n-gram."""


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
        ).fit([normalise(text).text for text in texts])
        columns = learned.vocabulary_
        terms = sorted(columns, key=columns.__getitem__)
        return cls(tuple(terms), learned.idf_.astype(np.float32))

    @cached_property
    def quick(self) -> QuickTfidf:
        columns = {term: column for column, term in enumerate(self.terms)}
        return QuickTfidf(columns, self.rarity.astype(np.float64), LONGEST)


@dataclass(frozen=True)
class Row:
    """The features of one text: a unit vector of its sound, and of its n-grams those that stand in
    it, which make another unit vector."""

    sound: Numbers
    columns: list[int]
    values: Numbers


def rows(texts: Sequence[str], encoder: Encoder, vocabulary: Vocabulary) -> list[Row]:
    words = [normalise(text).text for text in texts]
    made = []
    for word, vector in zip(words, encoder.encode(words), strict=True):
        columns, values = vocabulary.quick.weigh(word)
        made.append(Row(vector.astype(np.float32), columns, values.astype(np.float32)))
    return made


def sounds(made: Sequence[Row]) -> Numbers:
    return np.stack([row.sound for row in made]) if made else np.zeros((0, DIMENSIONS), np.float32)


def signs(made: Sequence[Row], vocabulary: Vocabulary) -> csr_matrix:
    """The n-grams of all rows as one matrix."""
    starts = np.cumsum([0, *(len(row.columns) for row in made)])
    columns = np.concatenate([np.array(row.columns, dtype=int) for row in made])
    values = np.concatenate([row.values for row in made])
    return csr_matrix((values, columns, starts), shape=(len(made), len(vocabulary.terms)))
