"""What the detector looks at: how a message sounds, its characters, its words, and its meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.components.encoder import DIMENSIONS, Encoder
from bot.components.ngram_featurizer import QuickTfidf
from bot.components.parsers.normalise import normalise
from bot.components.reading.encoder import Reader

Numbers = NDArray[np.float32]
Asks = Sequence[bool] | NDArray[np.bool_] | None

LONGEST = 4
"""Characters of the longest n-gram."""
LONGEST_WORDS = 3
"""Words of the longest n-gram of words."""
_WORD = r"[a-z']+|[\u3400-\u9fff]"
"""A word of English or one Chinese character. Numbers of rooms and floors tell no danger."""
_WORDS = re.compile(_WORD)


@dataclass(frozen=True)
class Heard:
    """A text, normalised, and a unit vector of how it sounds."""

    words: str
    sound: Numbers
    meaning: Numbers | None = None
    """A unit vector of the reader's encoder, where that was asked."""


def hear(
    texts: Sequence[str], encoder: Encoder, reader: Reader | None = None, unread: Asks = None
) -> list[Heard]:
    """`reader` is asked about all of them, or about those for which `unread` is true."""
    return hear_normalised([normalise(text).text for text in texts], encoder, reader, unread)


def hear_normalised(
    words: Sequence[str], encoder: Encoder, reader: Reader | None = None, unread: Asks = None
) -> list[Heard]:
    """As `hear`, of normalised texts."""
    vectors = encoder.encode(words).astype(np.float32)
    asks = [reader is not None] * len(words) if unread is None else unread
    meanings = [
        reader.read(word).sentence if reader is not None and one else None
        for word, one in zip(words, asks, strict=True)
    ]
    return [Heard(*one) for one in zip(words, vectors, meanings, strict=True)]


@dataclass(frozen=True)
class Vocabulary:
    """N-grams of characters, then of words, in the order of their columns, and how rare each is."""

    terms: tuple[str, ...]
    rarity: Numbers
    characters: int
    """How many of them are of characters."""

    @classmethod
    def learn(cls, words: Sequence[str]) -> Vocabulary:
        """Those that stand in two of these normalised texts at least."""
        # Here, for a bot that answers does without scikit-learn.
        from sklearn.feature_extraction.text import TfidfVectorizer

        of_characters = TfidfVectorizer(analyzer="char", ngram_range=(1, LONGEST), min_df=2)
        of_words = TfidfVectorizer(
            analyzer="word", token_pattern=_WORD, ngram_range=(1, LONGEST_WORDS), min_df=2
        )
        terms: list[str] = []
        rarities, counts = [], []
        for learned in (of_characters.fit(words), of_words.fit(words)):
            columns = learned.vocabulary_
            terms += sorted(columns, key=columns.__getitem__)
            rarities.append(learned.idf_.astype(np.float32))
            counts.append(len(columns))
        return cls(tuple(terms), np.concatenate(rarities), counts[0])

    @cached_property
    def _quick(self) -> QuickTfidf:
        columns = {term: column for column, term in enumerate(self.terms[: self.characters])}
        return QuickTfidf(columns, self.rarity[: self.characters].astype(np.float64), LONGEST)

    @cached_property
    def _of_words(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms) if column >= self.characters}

    def weigh(self, words: str) -> tuple[list[int], Numbers]:
        """Columns in ascending order, and their weights: those of the characters are a vector of
        length 1 or none at all, and so are those of the words."""
        columns, weights = self._quick.weigh(words)
        known = self._of_words
        counted = Counter(known[gram] for gram in _grams(words) if gram in known)
        more = sorted(counted)
        times = np.array([counted[column] for column in more], dtype=np.float64)
        heavy = (1.0 + np.log(times)) * self.rarity[more] if more else times
        heavy /= np.sqrt(heavy @ heavy) if more else 1.0
        return [*columns, *more], np.concatenate([weights, heavy]).astype(np.float32)


def _grams(words: str) -> Iterator[str]:
    found = _WORDS.findall(words)
    for length in range(1, LONGEST_WORDS + 1):
        for start in range(len(found) - length + 1):
            yield " ".join(found[start : start + length])


@dataclass(frozen=True)
class Row:
    """The features of one text: a unit vector of its sound, and the n-grams that stand in it."""

    sound: Numbers
    columns: list[int]
    values: Numbers
    meaning: Numbers | None = None


def rows(heard: Sequence[Heard], vocabulary: Vocabulary) -> list[Row]:
    return [Row(one.sound, *vocabulary.weigh(one.words), one.meaning) for one in heard]


def sounds(made: Sequence[Row]) -> Numbers:
    return np.stack([row.sound for row in made]) if made else np.zeros((0, DIMENSIONS), np.float32)


def signs(made: Sequence[Row], vocabulary: Vocabulary) -> csr_matrix:
    """The n-grams of all rows as one matrix."""
    starts = np.cumsum([0, *(len(row.columns) for row in made)])
    columns = np.concatenate([np.array(row.columns, dtype=int) for row in made])
    values = np.concatenate([row.values for row in made])
    return csr_matrix((values, columns, starts), shape=(len(made), len(vocabulary.terms)))
