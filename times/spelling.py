"""Names of days and months that are misspelt, written as they are spelt.

An English name of six letters or more is known by a letter that is missing, added, wrong or in
its neighbour's place; one of eight or more by two such. In Chinese it is words that sound the
same and say nothing else.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "august", "september", "october", "november", "december",
    "tomorrow", "yesterday", "tonight", "morning", "afternoon", "evening", "christmas",
)  # fmt: skip
_OTHER_WORDS = frozenset(
    (
        "sundae",
        "sundry",
        "sturdy",
        "knight",
        "tonights",
        "augusta",
        "workday",
        "mourning",
        "moaning",
        "moving",
    )
)
_SHORTEST, _LONG = 6, 8
_WORD = re.compile(r"(?<![\w'-])[a-z0-9]{2,12}(?![\w'-])", re.ASCII)
_HOUR_SOUNDS = re.compile(
    r"(?<=[\d一二两三四五六七八九十])[典店](?=[半钟一三二四五十]|$|[,。到来送取前后左])|(?<=\d点)[版办](?![公法理本])"
)
_SAME_SOUND = {
    "礼败": "礼拜",
    "里拜": "礼拜",
    "理拜": "礼拜",
    "星其": "星期",
    "星起": "星期",
    "名天": "明天",
    "明田": "明天",
    "候天": "后天",
    "下舞": "下午",
    "下武": "下午",
    "中舞": "中午",
    "上舞": "上午",
    "晚尚": "晚上",
    "早尚": "早上",
    "周未": "周末",
    "俩点": "两点",
}
#: The words of a short message, as they are written in full.
_SHORT = {
    "nxt": "next",
    "wk": "week",
    "wks": "weeks",
    "2nite": "tonight",
    "2night": "tonight",
    "2morrow": "tomorrow",
    "2mrw": "tomorrow",
    "2moz": "tomorrow",
    "tmoro": "tomorrow",
    "b4": "before",
    "aft": "afternoon",
}
_SOUNDS = re.compile(rf"(?:{'|'.join(_SAME_SOUND)})(?!大学)")


def spelled(text: str) -> tuple[str, list[int]]:
    """`text` with such names as they are spelt, and where each character, and the end, stood."""
    text = _SOUNDS.sub(lambda m: _SAME_SOUND[m.group()], text)
    text = _HOUR_SOUNDS.sub(lambda m: "点" if m.group() in "典店" else "半", text)
    written: list[str] = []
    places: list[int] = []
    done = 0
    for word in _WORD.finditer(text):
        name = _name(word.group())
        if name is None:
            continue
        written += [text[done : word.start()], name]
        places += range(done, word.start())
        places += [min(word.start() + place, word.end() - 1) for place in range(len(name))]
        done = word.end()
    written.append(text[done:])
    places += range(done, len(text) + 1)
    return "".join(written), places


@lru_cache(maxsize=4096)
def _name(word: str) -> str | None:
    """The name that `word` misspells; None for a name, a plural of one, or another word."""
    if word in _SHORT:
        return _SHORT[word]
    if len(word) < _SHORTEST - 1 or not word.isalpha():
        return None
    if word in _NAMES or word.removesuffix("s") in _NAMES or word in _OTHER_WORDS:
        return None
    for name in _NAMES:
        allowed = 2 if len(name) >= _LONG else 1
        alike = name[0] == word[0] and abs(len(name) - len(word)) <= allowed
        if alike and _distance(word, name) <= allowed:
            return name
    return None


def _distance(one: str, other: str) -> int:
    """Letters to add, to drop, to change or to swap with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        after = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j] + 1, after[-1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            after.append(cost)
        before, row = row, after
    return row[-1]
