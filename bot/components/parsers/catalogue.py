"""Which items of the live catalogue a message names."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers
# ruff: noqa: SIM905 - word lists read better unquoted

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .catalogue_context import chinese_ordered, english_ordered, english_refused
from .catalogue_index import WORD, CatalogueItem, Entry, Index, build_index, rough, stem, syllable
from .kin import kin_of
from .normalise import Normalised, normalise
from .other_goods import same_words, stretch
from .spans import Span, keep_first

__all__ = ["Catalogue", "CatalogueItem"]

_SCORES = {"exact": 1.0, "alias": 0.95, "partial": 0.8, "homophone": 0.75, "fuzzy": 0.7}
OTHER = "other"
"""How an item is found whose name is part of the name of something else, or like it."""
#: The longest match wins; a character matched by guess weighs less than one matched as written.
_WEIGHTS = {"exact": 1.0, "alias": 1.0, "partial": 0.95, "homophone": 0.9, "fuzzy": 0.8, OTHER: 0.9}
_NUMERALS = frozenset("一二两三四五六七八九十半")
_NEVER = _NUMERALS | frozenset(",，。;；、!！?？")
_MAX_WINDOW = 5
_MOST_NEAR = 3
_JOINED = re.compile(r"[ \-']?")
_NOT_AT_THE_EDGE = frozenset(
    "four five six seven eight nine ten eleven twelve twenty dozen couple a an and the of with for in on to or is are was my me i you we it at x please no not some more one two three get have want order can could would like from"
    " be do does this that there here than as also plus too".split()
)
#: Ordinary words one letter away from goods.
_ORDINARY = frozenset(
    "later latter letter tower market charge change charged changed water paper order house price cable table issue check close could would lunch there these"
    " where place plate floor power light right phone bring again taste broke break great treat speed sheet plant point print printer staff stuff".split()
)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    ids: tuple[int, ...]
    how: str
    score: float

    @property
    def weight(self) -> float:
        return (self.end - self.start) * _WEIGHTS[self.how]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An immutable index over the names of a park's items; safe to share between threads."""

    items: tuple[CatalogueItem, ...]
    _index: Index = field(repr=False)
    goods: frozenset[int] = frozenset()
    """Ids of what is bought as it is, and not made: what sounds like it is something else."""
    kin: Mapping[int, tuple[int, ...]] = field(default_factory=dict, repr=False)
    """By item, others of the same kind."""

    @classmethod
    def build(cls, items: Sequence[CatalogueItem]) -> Catalogue:
        goods = frozenset(item.id for item in items if item.kind == "product")
        return cls(tuple(items), build_index(items), goods, kin_of(items))

    def find(self, text: str | Normalised) -> list[Span]:
        """Entity `item`: value the item's id, or None with extra {"candidates": ids best first} when several fit.

        extra also says how it was found (exact, alias, partial, homophone, fuzzy), a score from 0 to 1 and, as `kin` (of several candidates as `kins`), what is
        of the same kind. What only shares
        words with an item is unknown, with what it is near to as candidates: how is other.
        """
        message = normalise(text)
        hits = [*self._chinese(message.text), *self._english(message.text)]
        hits = sorted(self._apart(message.text, hits), key=lambda hit: (-hit.weight, -hit.score))
        return keep_first(_span(message, hit, self.kin) for hit in hits)

    def _apart(self, text: str, hits: Sequence[_Hit]) -> Iterator[_Hit]:
        """With each name of goods that is part of another thing's name widened to that."""
        for hit in hits:
            wide = stretch(text, hit.start, hit.end) if self.goods.issuperset(hit.ids) else None
            if wide is None or self._is_named(text[slice(*wide)], hit):
                yield hit
                continue
            near = [one for one in hits if wide[0] <= one.start and one.end <= wide[1]]
            near.sort(key=lambda one: -one.weight)
            ids = tuple(dict.fromkeys(item for one in near for item in one.ids))
            yield _Hit(*wide, ids[:_MOST_NEAR], OTHER, hit.score)

    def near(self, words: str) -> tuple[int, ...]:
        """Goods that share a word, or two characters, with words that name none; best first."""
        text = normalise(words).text
        compact = text.replace(" ", "")
        parts = (compact[at : at + 2] for at in range(len(compact) - 1))
        keys = [self._index.english.get(stem(match.group())) for match in WORD.finditer(text)]
        keys += [self._index.chinese.get(part) for part in parts if not part.isascii()]
        told = [entry.ids for entry in keys if entry is not None]
        those = [ids for ids in told if len(ids) <= _MOST_NEAR and self.goods.issuperset(ids)]
        return tuple(dict.fromkeys(item for ids in those for item in ids))[:_MOST_NEAR]

    def _is_named(self, words: str, hit: _Hit) -> bool:
        """Whether all of the words are a name of the same item: a hot chocolate that is for sale."""
        spelt = "".join(stem(word) for word in WORD.findall(words))
        entry = self._index.chinese.get(words) or self._index.english.get(spelt)
        return entry is not None and bool({*entry.ids} & {*hit.ids})

    def _chinese(self, text: str) -> Iterator[_Hit]:
        if text.isascii() or not self._index.chinese:
            return
        # Spaces inside a Chinese name mean nothing: "牛肉 面".
        places = [at for at, char in enumerate(text) if char != " "]
        compact = "".join(text[at] for at in places)
        for start, end, ids, how, score in (
            *self._as_written(compact),
            *self._as_heard(compact),
            *self._misspelt(compact),
        ):
            yield _Hit(places[start], places[end - 1] + 1, ids, how, score)

    def _as_written(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...], str, float]]:
        known = self._index.chinese
        for start in range(len(text)):
            for end in range(min(len(text), start + self._index.longest_chinese), start, -1):
                entry = known.get(text[start:end])
                if (
                    entry
                    and _bounded(text, start, end)
                    and text[end : end + 1] not in _OTHER_THINGS
                    and not (entry.weak and not chinese_ordered(text, start, end))
                ):
                    yield start, end, entry.ids, entry.how, _SCORES[entry.how]

    def _as_heard(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...], str, float]]:
        sounds = tuple(rough(syllable(char)) for char in text)
        for start in range(len(text)):
            for end in range(start + 2, min(len(text), start + self._index.longest_chinese) + 1):
                for name in self._index.sounds.get(sounds[start:end], ()):
                    if name != text[start:end] and _sounds_like(text, start, end, name):
                        yield (
                            start,
                            end,
                            self._index.chinese[name].ids,
                            "homophone",
                            _SCORES["homophone"],
                        )

    def _misspelt(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...], str, float]]:
        tried: set[tuple[str, int]] = set()
        for at in range(len(text) - 1):
            for name, offset in self._index.pairs.get(text[at : at + 2], ()):
                if (name, at - offset) not in tried:
                    tried.add((name, at - offset))
                    yield from self._near(text, name, at - offset)

    def _near(
        self, text: str, name: str, expected: int
    ) -> Iterator[tuple[int, int, tuple[int, ...], str, float]]:
        is_goods = self.goods.issuperset(self._index.chinese[name].ids)
        allowed = 1 if len(name) < 6 or is_goods else 2
        for start in range(max(0, expected - 1), expected + 2):
            for end in range(start + len(name) - 1, min(len(text), start + len(name) + 1) + 1):
                window = text[start:end]
                if len(window) < 4 or window[0] not in name or window[-1] != name[-1]:
                    continue
                if set(window) & _NEVER - set(name):
                    continue  # 矿泉水两箱 is no misspelt 矿泉水整箱
                distance = OSA.distance(window, name, score_cutoff=allowed)
                if 0 < distance <= allowed:
                    yield (
                        start,
                        end,
                        self._index.chinese[name].ids,
                        "fuzzy",
                        _SCORES["fuzzy"] - distance / 20,
                    )

    def _english(self, text: str) -> Iterator[_Hit]:
        words = (
            [(m.start(), m.end(), stem(m.group())) for m in WORD.finditer(text)]
            if self._index.english
            else []
        )
        for first in range(len(words)):
            stems: list[str] = []
            for last in range(
                first, min(len(words), first + max(_MAX_WINDOW, self._index.longest_english))
            ):
                if last > first and not _JOINED.fullmatch(text, words[last - 1][1], words[last][0]):
                    break
                stems.append(words[last][2])
                hit = self._window(text, words[first][0], words[last][1], stems)
                if hit:
                    yield hit

    def _window(self, text: str, start: int, end: int, stems: list[str]) -> _Hit | None:
        entry = self._index.english.get("".join(stems))
        if entry is None:
            return self._respelt(text, start, end, stems)
        if (entry.weak and not english_ordered(text, start, end)) or (
            len(stems) == 1 and english_refused(text, end)
        ):
            return None
        return _Hit(start, end, entry.ids, entry.how, _SCORES[entry.how])

    def _respelt(self, text: str, start: int, end: int, stems: list[str]) -> _Hit | None:
        window = " ".join(stems)
        if not _worth_comparing(window, stems) or (
            len(stems) == 1 and not english_ordered(text, start, end)
        ):
            return None
        allowed = 1 if len(window) < 8 else 2 if len(window) < 13 else 3
        near = process.extract(
            window,
            self._index.spellings.get(window[0], ()),
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=3,
        )
        if not near:
            return None
        alike = [one for one in near if self._is_misspelt(window, one[0])]
        if not alike:
            ids = dict.fromkeys(item for name, *_ in near for item in self._spelt(name).ids)
            others = tuple(item for item in ids if item in self.goods)
            return _Hit(start, end, others, OTHER, _SCORES["fuzzy"]) if others else None
        near, best = alike, alike[0][1]
        ids = dict.fromkeys(
            item for name, distance, _ in near if distance == best for item in self._spelt(name).ids
        )
        return _Hit(start, end, tuple(ids), "fuzzy", _SCORES["fuzzy"] - best / 20)

    def _is_misspelt(self, words: str, name: str) -> bool:
        """Whether these words are a name, mistyped; of goods each word for itself."""
        dish = not self.goods.issuperset(self._spelt(name).ids)
        return dish or same_words(words, name)

    def _spelt(self, name: str) -> Entry:
        return self._index.english[name.replace(" ", "")]


def _span(message: Normalised, hit: _Hit, kin: Mapping[int, tuple[int, ...]]) -> Span:
    if hit.how == OTHER:
        found = {"score": round(hit.score, 2), "how": OTHER, "unknown": True}
        near = {"candidates": list(hit.ids)}
        return message.span("item", hit.start, hit.end, None, extra=found | near)
    clear = len(hit.ids) == 1
    extra: dict[str, object] = {"score": round(hit.score, 2), "how": hit.how}
    if not clear:
        extra["candidates"] = list(hit.ids)
        if len(hit.ids) <= _MOST_NEAR:
            extra["kins"] = [list(kin.get(one, ())) for one in hit.ids]
    elif hit.ids[0] in kin:
        extra["kin"] = list(kin[hit.ids[0]])
    return message.span("item", hit.start, hit.end, hit.ids[0] if clear else None, extra=extra)


_OTHER_THINGS = frozenset("车机店厂厅馆")  # 面包车, 咖啡机


def _bounded(text: str, start: int, end: int) -> bool:
    """A name that begins or ends in letters must not be cut out of a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    starts_inside = _latin(text[start]) and _latin(before)
    return not starts_inside and not (_latin(text[end - 1]) and _latin(after))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _sounds_like(text: str, start: int, end: int, name: str) -> bool:
    window = text[start:end]
    same = sum(one == other for one, other in zip(window, name, strict=True))
    heard_alike = all(
        syllable(one) == syllable(other) for one, other in zip(window, name, strict=True)
    )
    if len(name) == 2:
        return heard_alike and same == 1 and chinese_ordered(text, start, end)
    if heard_alike:
        return same >= 1 or len(name) >= 4
    return same * 2 >= len(name)


def _worth_comparing(window: str, stems: list[str]) -> bool:
    if len(window) < 5 or stems[0] in _NOT_AT_THE_EDGE or stems[-1] in _NOT_AT_THE_EDGE:
        return False
    return not any(char.isdigit() for char in stems[-1]) and not (
        len(stems) == 1 and stems[0] in _ORDINARY
    )
