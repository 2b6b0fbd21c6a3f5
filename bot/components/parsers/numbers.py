"""Chinese and English numerals as they stand in a message."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers
# ruff: noqa: SIM905 - word lists read better unquoted

from __future__ import annotations

import re

_DIGITS = {char: index for index, char in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "俩": 2,
    "仨": 3,
    "幺": 1,
}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_ENGLISH = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    "a": 1,
    "an": 1,
    "single": 1,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "couple": 2,
    "pair": 2,
    "dozen": 12,
}

#: Patterns for the finders; what they match is read by `to_int`.
DIGITS = r"\d{1,4}"
CHINESE = r"[零一二两三四五六七八九十百]{1,7}"
ENGLISH_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
ENGLISH_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
ENGLISH = (
    rf"(?:(?:a|{ENGLISH_ONES})\s?hundred|{ENGLISH_TENS}[ -]{ENGLISH_ONES}|{ENGLISH_TENS}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    rf"|seventeen|eighteen|nineteen|{ENGLISH_ONES})"
)
DOZEN = (
    rf"(?:half a (?:dozen|doz)|half (?:dozen|doz)|(?:{ENGLISH}|\d{{1,2}}|a|one)\s?(?:dozens?|doz|dz)|dozens?|a couple(?: of)?|couple of"
    r"|a pair of)"
)

# 三四份 is not thirty-four; how many it is has to be asked.
_ABOUT = re.compile(r"十?(?:一二|[两二]三|三四|四五|五六|六七|七八|八九)")
_NUMBER = re.compile(rf"{DIGITS}|{CHINESE}|{ENGLISH}", re.ASCII)


def to_int(text: str) -> int | None:
    """Read a whole numeral: "12", "十二", "两", "半打", "twenty-one", "half a dozen"; None when it is none.

    三四 and 十七八 say about how many, so they are none.
    """
    text = text.strip().lower()
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    if text == "半打":
        return 6
    if text.isascii():
        return _english(text)
    return _chinese(text)


def _chinese(text: str) -> int | None:
    if text.endswith("打") and len(text) > 1:
        dozens = to_int(text[:-1])
        return None if dozens is None else dozens * 12
    if _ABOUT.fullmatch(text):
        return None
    if any(char not in _DIGITS and char not in _SCALES for char in text) or not text:
        return None
    if not any(char in _SCALES for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, -1
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (1 if digit < 0 else digit) * _SCALES[char]
            digit = -1
    return total + max(digit, 0)


_SHORT_DOZEN = re.compile(r"\s?(?:doz|dz)$", re.ASCII)


def _english(text: str) -> int | None:
    words = re.split(r"[\s-]+", _SHORT_DOZEN.sub(" dozen", text))
    words = [word for word in words if word not in ("of", "")]
    if not words:
        return None
    if words[-1] in ("dozen", "dozens"):
        return _dozens(words[:-1])
    if words[-1] in ("couple", "pair"):
        return 2
    if words[-1] == "hundred":
        count = _ENGLISH.get(words[0]) if len(words) == 2 else None
        return None if count is None else count * 100
    values = [_ENGLISH.get(word) for word in words]
    if len(values) == 2 and values[0] is not None and values[1] is not None:
        tens, ones = values[0], values[1]
        return tens + ones if tens >= 20 and 0 < ones < 10 else None
    return values[0] if len(values) == 1 else None


def _dozens(words: list[str]) -> int | None:
    if words and words[0] == "half":
        return 6
    count = to_int(" ".join(words)) if words else 1
    return None if count is None else count * 12


def find_numbers(text: str) -> list[tuple[int, int, int]]:
    """Bare numerals of a normalised text as (start, end, value), digits of longer codes left out."""
    found = []
    for match in _NUMBER.finditer(text):
        value = to_int(match.group())
        if value is not None and _stands_free(text, match.start(), match.end()):
            found.append((match.start(), match.end(), value))
    return found


def _stands_free(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start].isascii():
        return not (before.isascii() and before.isalnum()) and not (
            after.isascii() and after.isalnum()
        )
    if text[start:end] == "一" and after and after in _NO_ONE:
        return False
    return before not in ("第", "周") or not before


_NO_ONE = "样起下定直些会般旦向律致切概贯"
"""Signs with which 一 is a word that counts nothing."""
