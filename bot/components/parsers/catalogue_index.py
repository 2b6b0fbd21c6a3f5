"""What a catalogue's names are looked up by: whole names, parts of names, sounds and letter pairs."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers
# ruff: noqa: SIM905 - word lists read better unquoted

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from pypinyin import lazy_pinyin

from .normalise import normalise
from .quantities import MEASURES

#: Best first. A lower tier is asked only where no higher one knows the name.
TIERS = ("exact", "alias", "partial")
_SYNONYMS = (
    ("番茄", "西红柿"),
    ("土豆", "马铃薯"),
    ("盖饭", "盖浇饭"),
    ("豆浆", "豆奶"),
    ("青菜", "蔬菜"),
    ("酸奶", "优格"),
)
_SMALL_WORDS = frozenset("a an and the of with for in on to or size set pack box bottle".split())
WORD = re.compile(r"[a-z0-9]+", re.ASCII)
_SEGMENT = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """`names` start with the item's own names, one a language; the rest are aliases."""

    id: int
    kind: str
    names: tuple[str, ...]
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one key stands for: item ids best first, and whether the key needs a context to be believed."""

    how: str
    ids: tuple[int, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class Index:
    chinese: Mapping[str, Entry]
    english: Mapping[str, Entry]  # stems joined without spaces
    sounds: Mapping[tuple[str, ...], tuple[str, ...]]  # rough syllables to Chinese keys
    pairs: Mapping[str, tuple[tuple[str, int], ...]]  # two characters to (Chinese name, offset)
    spellings: Mapping[str, tuple[str, ...]]  # first letter to spaced stems
    longest_chinese: int
    longest_english: int


class _Claims:
    """Collects who claims a key; the best tier wins, then the greatest share of the name."""

    def __init__(self) -> None:
        self._claims: dict[str, dict[int, tuple[int, float, bool]]] = defaultdict(dict)

    def add(self, key: str, item: int, how: str, share: float, weak: bool) -> None:
        claim = (TIERS.index(how), -share, weak)
        self._claims[key][item] = min(claim, self._claims[key].get(item, claim))

    def entries(self) -> dict[str, Entry]:
        return {key: _entry(claims) for key, claims in self._claims.items()}


def _entry(claims: Mapping[int, tuple[int, float, bool]]) -> Entry:
    tier = min(claim[0] for claim in claims.values())
    best = sorted(
        (share, item, weak) for item, (rank, share, weak) in claims.items() if rank == tier
    )
    return Entry(TIERS[tier], tuple(item for _, item, _ in best), any(weak for _, _, weak in best))


def build_index(items: Sequence[CatalogueItem]) -> Index:
    chinese, english = _Claims(), _Claims()
    for item in items:
        for name, how in _names(item):
            if _SEGMENT.search(name):
                _claim_chinese(chinese, item.id, name, how)
            else:
                _claim_english(english, item.id, name, how)
    by_name, by_word = chinese.entries(), english.entries()
    # A beginning that no item claims ("kung pao chicken with") is nothing to be found.
    spaced = {
        spelling
        for item in items
        for name, _ in _names(item)
        for spelling in _spellings(name)
        if spelling.replace(" ", "") in by_word
    }
    return Index(
        by_name,
        by_word,
        _sounds(by_name),
        _pairs(by_name),
        _by_first_letter(spaced),
        max(map(len, by_name), default=0),
        max((len(name.split()) for name in spaced), default=1) + 1,
    )


def _names(item: CatalogueItem) -> Iterable[tuple[str, str]]:
    seen_scripts: set[bool] = set()
    for written in item.names:
        name = normalise(written).text.strip()
        script = bool(_SEGMENT.search(name))
        how = "alias" if script in seen_scripts else "exact"
        seen_scripts.add(script)
        if name:
            yield (name.replace(" ", "") if script else name), how
            yield from ((variant, "alias") for variant in _variants(name))


def _variants(name: str) -> Iterable[str]:
    for pair in _SYNONYMS:
        for one, other in (pair, pair[::-1]):
            # "盖浇饭" would otherwise grow into "盖浇浇饭".
            if one in name and other not in name:
                yield name.replace(one, other).replace(" ", "")
    letters, characters = "".join(WORD.findall(name)), "".join(_SEGMENT.findall(name))
    if letters and characters:
        yield letters + characters
        yield characters + letters
        yield letters + characters[-1]


def _claim_chinese(claims: _Claims, item: int, name: str, how: str) -> None:
    claims.add(name, item, how, 1.0, len(name) == 1)
    for segment in _SEGMENT.findall(name):
        size = len(segment)
        for short in _without_middle(segment):
            claims.add(short, item, "partial", len(short) / len(name), False)
        for start in range(size):
            for end in range(start + 1, size + 1):
                part = segment[start:end]
                if part != name and (len(part) > 1 or (end == size and part not in MEASURES)):
                    claims.add(
                        part, item, "partial", len(part) / len(name), _is_weak(start, end, size)
                    )


_LONG, _LONGER = 5, 6
"""Signs of a name from which people leave out its middle."""


def _without_middle(segment: str) -> Iterable[str]:
    """韭菜水饺 of 韭菜鸡蛋水饺, 咖喱饭 of 咖喱鸡肉饭."""
    if len(segment) == _LONG:
        yield segment[:2] + segment[-1]
    elif len(segment) >= _LONGER:
        yield segment[:2] + segment[-2:]


def _is_weak(start: int, end: int, size: int) -> bool:
    """Two characters make a dish only as the head of a longer name: 沙拉 of 蔬菜沙拉, not 电器 of 充电器."""
    length = end - start
    return length < 2 or (length == 2 and not (end == size and size >= 4) and length != size)


def _claim_english(claims: _Claims, item: int, name: str, how: str) -> None:
    stems = [stem(word) for word in WORD.findall(name)]
    if not stems:
        return
    whole = "".join(stems)
    claims.add(whole, item, how, 1.0, len(stems) == 1 and len(whole) < 3)
    for order in _orders(stems):
        claims.add(order, item, "alias", 1.0, False)
    for start in range(len(stems)):
        for end in range(start + 1, len(stems) + 1):
            part = stems[start:end]
            if (
                len(part) < len(stems)
                and part[0] not in _SMALL_WORDS
                and part[-1] not in _SMALL_WORDS
                and len("".join(part)) > 2
            ):
                claims.add("".join(part), item, "partial", len(part) / len(stems), len(part) == 1)


def _orders(stems: Sequence[str]) -> Iterable[str]:
    """The same words in another order: "curry chicken rice" is "chicken curry rice"."""
    if len(stems) in (2, 3) and not _SMALL_WORDS.intersection(stems):
        yield from ("".join(order) for order in permutations(stems))


def _spellings(name: str) -> Iterable[str]:
    """Spaced stems worth comparing by edit distance: whole names, and their beginnings of two words or more."""
    stems = [stem(word) for word in WORD.findall(name)]
    if _SEGMENT.search(name) or not stems:
        return
    for start in range(len(stems)):
        for end in range(start + 1, len(stems) + 1):
            text = " ".join(stems[start:end])
            if (end - start > 1 or len(stems) == 1) and len(text) >= 5:
                yield text


def _by_first_letter(spaced: Iterable[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for text in sorted(spaced):
        grouped[text[0]].append(text)
    return {letter: tuple(texts) for letter, texts in grouped.items()}


def _sounds(entries: Mapping[str, Entry]) -> dict[tuple[str, ...], tuple[str, ...]]:
    grouped: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, entry in entries.items():
        if len(name) >= (3 if entry.how == "partial" else 2) and not (
            entry.how == "partial" and entry.weak
        ):
            grouped[tuple(rough(syllable(char)) for char in name)].append(name)
    return {sound: tuple(names) for sound, names in grouped.items()}


def _pairs(entries: Mapping[str, Entry]) -> dict[str, tuple[tuple[str, int], ...]]:
    grouped: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, entry in entries.items():
        if entry.how != "partial" and len(name) >= 4:
            for at in range(len(name) - 1):
                grouped[name[at : at + 2]].append((name, at))
    return {pair: tuple(places) for pair, places in grouped.items()}


@lru_cache(maxsize=8192)
def syllable(char: str) -> str:
    """Pinyin without tone of one character, always the same one: both sides of a comparison are read alike."""
    return str(lazy_pinyin(char)[0]) if "\u4e00" <= char <= "\u9fff" else char


@lru_cache(maxsize=2048)
def rough(sound: str) -> str:
    """Syllables that dictation and southern speech confuse become one: zh/z, n/l, ng/n."""
    for flat, curled in (("z", "zh"), ("c", "ch"), ("s", "sh")):
        if sound.startswith(curled):
            sound = flat + sound[2:]
    if sound.startswith("n") and len(sound) > 1:
        sound = "l" + sound[1:]
    return sound[:-1] if sound.endswith("ng") else sound


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """English singular, close enough to compare with another stem."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "oes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
