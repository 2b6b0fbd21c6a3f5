"""The same sentence as a hurried, dictating or old-fashioned tenant would send it.

Every function takes a sentence and a random generator, and gives it back unchanged where it has
nothing to do (no Chinese to mishear, no spaces to drop). The same seed gives the same sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

from opencc import OpenCC
from pypinyin import lazy_pinyin

Perturbation = Callable[[str, Random], str]

_SHARE = 0.15
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_WORD = re.compile(r"[A-Za-z]{4,}")
_GAP = re.compile(r"(?<=\S) (?=\S)")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_EMOJI = ("😂", "🙏", "😭", "👍", "🔥", "😅")
# Level 1 of GB 2312: the 3,755 characters that people use, by their sound.
_LEVEL_ONE = range(0xB0, 0xD8)
_CELLS = range(0xA1, 0xFF)
_FILLERS_ZH = (("嗯那个", "呃"), ("就是说", "嗯"), ("喂那个", "然后呃"))
_FILLERS_EN = (("um", "like"), ("uh so", "you know"), ("er", "um"))
_LONG_ZH, _LONG_EN = 8, 5


def homophones(text: str, random: Random) -> str:
    """15% of Chinese characters, one at least, become others of the same sound (tone aside)."""
    places = [m.start() for m in _CHINESE.finditer(text) if _sound_alikes(m.group())]
    for place in _some(places, random):
        text = _replaced(text, place, 1, random.choice(_sound_alikes(text[place])))
    return text


def typos(text: str, random: Random) -> str:
    """In 15% of words of Latin letters, and of runs of Chinese characters, one slip.

    A letter is dropped, swapped with the next or struck beside its key; Chinese characters are
    dropped or swapped. One slip at least.
    """
    words = [*_WORD.finditer(text), *_RUN.finditer(text)]
    slips = sorted(_some(range(len(words)), random), key=lambda index: -words[index].start())
    for index in slips:
        word = words[index]
        text = _replaced(text, word.start(), len(word.group()), _slip(word.group(), random))
    return text


def traditional(text: str, _random: Random) -> str:
    return str(_to_traditional().convert(text))


def full_width(text: str, _random: Random) -> str:
    """ASCII as a Chinese keyboard in full-width mode types it."""
    return "".join(_widened(character) for character in text)


def emoji(text: str, random: Random) -> str:
    return text + random.choice(_EMOJI) * random.randint(1, 2)


def upper_case(text: str, _random: Random) -> str:
    return text.upper()


def lower_case(text: str, _random: Random) -> str:
    return text.lower()


def missing_spaces(text: str, random: Random) -> str:
    """15% of the spaces between words, one at least."""
    gaps = [m.start() for m in _GAP.finditer(text)]
    for place in sorted(_some(gaps, random), reverse=True):
        text = _replaced(text, place, 1, "")
    return text


def fillers(text: str, random: Random) -> str:
    """What dictation writes down: 嗯那个, um; one in front, one amid a long text."""
    if _CHINESE.search(text):
        first, second = random.choice(_FILLERS_ZH)
        middle = _between_characters(text)
        late = f"{text[:middle]}{second}{text[middle:]}" if len(text) >= _LONG_ZH else text
        return first + late
    first, second = random.choice(_FILLERS_EN)
    words = text.split(" ")
    middle = len(words) // 2
    late_words = [*words[:middle], second, *words[middle:]] if len(words) >= _LONG_EN else words
    return " ".join([first, *late_words])


PERTURBATIONS: dict[str, Perturbation] = {
    "homophones": homophones,
    "typos": typos,
    "traditional": traditional,
    "full_width": full_width,
    "emoji": emoji,
    "upper_case": upper_case,
    "lower_case": lower_case,
    "missing_spaces": missing_spaces,
    "fillers": fillers,
}


def _some(places: list[int] | range, random: Random) -> list[int]:
    """15% of them, chosen anew for each sentence, and one at least where there is any."""
    if not places:
        return []
    return random.sample(list(places), max(1, round(len(places) * _SHARE)))


def _slip(word: str, random: Random) -> str:
    place = random.randrange(len(word) - 1)
    kind = random.choice(("drop", "swap", "neighbour"))
    if kind == "neighbour" and (near := _neighbours(word[place])):
        return _replaced(word, place, 1, random.choice(near))
    if kind == "drop":
        return _replaced(word, place, 1, "")
    return _replaced(word, place, 2, word[place + 1] + word[place])


def _neighbours(letter: str) -> str:
    for row in _ROWS:
        place = row.find(letter.lower())
        if place >= 0:
            return row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    return ""


def _replaced(text: str, place: int, length: int, other: str) -> str:
    return text[:place] + other + text[place + length :]


def _between_characters(text: str) -> int:
    """The place nearest the middle that stands between two Chinese characters; else the end."""
    places = [i for i in range(1, len(text)) if _RUN.fullmatch(text[i - 1 : i + 1])]
    return min(places, key=lambda i: abs(i - len(text) / 2), default=len(text))


def _widened(character: str) -> str:
    if character == " ":
        return "\u3000"
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


def _sound_alikes(character: str) -> str:
    alike = _by_sound().get(lazy_pinyin(character)[0], "")
    return alike.replace(character, "")


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, str]:
    known: dict[str, str] = {}
    for row in _LEVEL_ONE:
        for cell in _CELLS:
            character = bytes((row, cell)).decode("gb2312", errors="ignore")
            if character:
                sound = lazy_pinyin(character)[0]
                known[sound] = known.get(sound, "") + character
    return known


@lru_cache(maxsize=1)
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")
