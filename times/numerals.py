"""The numbers below a hundred that days, hours and minutes are told with."""

# ruff: noqa: SIM905 - word lists read better unquoted

from __future__ import annotations

_HAN = "零一二三四五六七八九"
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()


def _ordinals() -> dict[str, int]:
    found = {word: place for place, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
    for tens, ten in ((20, "twenty"), (30, "thirty")):
        for place in range(1, 10):
            found[f"{ten} {_ORDINALS[place - 1]}"] = found[f"{ten}-{_ORDINALS[place - 1]}"] = (
                tens + place
            )
    return found


def _words() -> dict[str, int]:
    found = {_han(number): number for number in range(100)}
    found |= {f"一{_han(number)}": number for number in range(10, 20)}
    found |= {f"零{_han(number)}": number for number in range(1, 10)}
    found |= {"两": 2, "俩": 2}
    found |= {word: number for number, word in enumerate(_ONES)}
    for place, ten in enumerate(_TENS, 2):
        found[ten] = 10 * place
        for one in range(1, 10):
            found[f"{ten} {_ONES[one]}"] = found[f"{ten}-{_ONES[one]}"] = 10 * place + one
    return found | _ordinals() | {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}


_WORDS = _words()

#: Patterns of what `number` reads.
HAN = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
ENGLISH = (
    r"(?:(?:twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve"
    r"|one|two|three|four|five|six|seven|eight|nine)"
)
#: third, twenty-first; to 31 the days of a month.
ORDINAL = "(?:" + "|".join(sorted(_ordinals(), key=len, reverse=True)) + ")"


def number(text: str) -> int | None:
    """12, "十二", "两", "twenty-five"; None for what is none, or not below a hundred."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 3 else None  # noqa: PLR2004 - 120 minutes
    return _WORDS.get(text)
