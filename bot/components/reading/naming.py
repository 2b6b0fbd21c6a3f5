"""Which item words name that are known to name one."""

from __future__ import annotations

from typing import Any

from bot.components.parsers.catalogue import OTHER, Catalogue
from bot.components.parsers.catalogue_index import rough, syllable
from bot.components.parsers.normalise import normalise
from bot.components.parsers.other_goods import same_words
from bot.components.reading.likeness import Latest, Names

_NEAR = 0.6
"""Likeness from which words are taken for a name, 0 to 1."""
_MARGIN = 0.08
_MOST = 3
_LONGEST_SIZE = 4


def named(words: str, catalogue: Catalogue) -> dict[str, Any] | None:
    """`value` and `score` of the item, or its `candidates`; None where no name is like it.

    In running text a name must match nearly whole, since most words are no dish. These words are
    known to be one, so likeness in sound and spelling is enough.
    """
    known = catalogue.find(words)
    if len(known) == 1:
        return {**known[0].extra, "value": known[0].value}
    if (only := _only_with(words, catalogue)) is not None:
        return {"value": only, "score": _LIKE, "how": "fuzzy"}
    scores = _names.of(catalogue).like(normalise(words).text, _NEAR)
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    near = [one for one in ranked if one[1] >= ranked[0][1] - _MARGIN]
    if not near:
        return None
    score = round(near[0][1], 2)
    if all(is_other(words, item, catalogue) for item, _ in near):
        candidates = [item for item, _ in near[:_MOST]]
        return {"value": None, "score": score, "how": OTHER, "candidates": candidates}
    if len(near) == 1:
        return {"value": near[0][0], "score": score, "how": "fuzzy"}
    return {
        "value": None,
        "score": score,
        "how": "fuzzy",
        "candidates": [i for i, _ in near[:_MOST]],
    }


_LIKE = 0.8
_LEAST = 2


def _only_with(words: str, catalogue: Catalogue) -> int | None:
    """The one of the goods in whose name a word is that says which: "the double-sided", 双面的."""
    said = normalise(words).text.strip()
    for mark in ("的那种", "那种", "的", " ones", " one", " kind"):
        said = said.removesuffix(mark)
    said = said.removeprefix("the ").strip()
    if len(said) < _LEAST or not _says_which(said):
        return None
    called = _called.of(catalogue).items()
    found = {item for item, names in called if any(_begins(name, said) for name in names)}
    return found.pop() if len(found) == 1 else None


def _says_which(said: str) -> bool:
    """Whether it is one word of English, or a short one of Chinese."""
    return "-" in said if said.isascii() else len(said) <= _LONGEST_SIZE


def _begins(name: str, said: str) -> bool:
    return name.startswith(f"{said} ") if said.isascii() else name.startswith(said) and name != said


def is_other(words: str, item: int, catalogue: Catalogue) -> bool:
    """Whether words only share some of theirs with goods, and say another thing: none of its names
    has the same words in English, or the same last character, as it is written or heard, in
    Chinese."""
    if item not in catalogue.goods:
        return False
    said = normalise(words).text.strip()
    short = words.strip().isupper() and len(said) <= _LONGEST_SIZE
    if short and _is_a_word_of(said, item, catalogue):
        return False  # "AA": a model, and not some word that goods have in common.
    return not any(_may_be_called(said, name) for name in _called.of(catalogue)[item])


def _is_a_word_of(said: str, item: int, catalogue: Catalogue) -> bool:
    return any(said in name.split() for name in _called.of(catalogue)[item])


def _may_be_called(said: str, name: str) -> bool:
    if _is_size(said) and said in name:
        return True  # "A4" is paper of that size, as far as nothing else has it.
    if said.isascii() != name.isascii():
        return False
    if said.isascii():
        return len(said.split()) == len(name.split()) and same_words(said, name)
    return rough(syllable(said[-1:])) == rough(syllable(name[-1:]))


def _is_size(said: str) -> bool:
    """Whether it is a size or a model: letters and digits in one short word."""
    short = len(said) <= _LONGEST_SIZE and said.isascii() and said.isalnum()
    return short and any(sign.isdigit() for sign in said) and not said.isdigit()


def _names_of(catalogue: Catalogue) -> Names[int]:
    return Names((item.id, name) for item in catalogue.items for name in item.names)


_names = Latest(_names_of)


def _called_of(catalogue: Catalogue) -> dict[int, tuple[str, ...]]:
    """Normalised names of each of the goods."""
    return {
        item.id: tuple(normalise(name).text.strip() for name in item.names)
        for item in catalogue.items
        if item.id in catalogue.goods
    }


_called = Latest(_called_of)
