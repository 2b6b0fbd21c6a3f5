"""Standing answers that are about the same thing, so that whoever edits them is asked before two
contradict each other.

Entries are compared as a search compares texts: by the words that they share, each weighed by how
few of the park's entries have it (TF-IDF and the cosine), in Chinese by pairs of characters. Both
languages count, so that two entries are found to be one thing though each is asked for in the other
language.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from models.knowledge import Faq

ALIKE = 0.15
"""From so much on, of 1. No two of the demo park's 26 entries have more than 0.11 in common; of
seven that were written anew about what one of them answers, six have 0.16 to 0.34, one has 0.09."""
STEM = 5
"""Letters of a word that count: parking and park are one."""
_HAN = ("\u3400", "\u9fff")

type _Vector = Mapping[str, float]


def alike(entered: Faq, others: Sequence[Faq]) -> list[Faq]:
    """Which of the others are about the same, the most alike first."""
    halves = [(one.answer_zh, one.answer_en) for one in others]
    scores = [0.0] * len(others)
    for mine, theirs in (
        (entered.answer_zh, [zh for zh, _ in halves]),
        (entered.answer_en, [en for _, en in halves]),
    ):
        texts = [
            _words([*one.questions, answer]) for one, answer in zip(others, theirs, strict=True)
        ]
        seen = Counter(word for words in texts for word in words)
        weighed = [_weighed(words, seen, len(texts)) for words in texts]
        own = _weighed(_words([*entered.questions, mine]), seen, len(texts))
        for number, other in enumerate(weighed):
            scores[number] += _cosine(own, other) / 2
    found = sorted(zip(scores, range(len(others)), strict=True), reverse=True)
    return [others[number] for score, number in found if score >= ALIKE]


def _words(texts: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in texts:
        latin = "".join(" " if _is_han(one) or not one.isalnum() else one for one in text)
        found.update(word[:STEM] for word in latin.casefold().split())
        han = "".join(one if _is_han(one) else " " for one in text)
        found.update(a + b for run in han.split() for a, b in pairwise(run))
    return found


def _is_han(one: str) -> bool:
    return _HAN[0] <= one <= _HAN[1]


def _weighed(words: Counter[str], seen: Counter[str], texts: int) -> _Vector:
    return {
        word: (1 + math.log(times)) * math.log((texts + 1) / (seen[word] + 0.5))
        for word, times in words.items()
    }


def _cosine(one: _Vector, other: _Vector) -> float:
    shared = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    sizes = math.prod(math.sqrt(sum(w * w for w in each.values())) for each in (one, other))
    return shared / sizes if sizes else 0.0
