"""Dividing a text for platforms that take so much and no more."""

from collections.abc import Callable

_BREAKS = ("\n\n", "\n", "。", "！", "？", ". ", "! ", "? ", "；", "，", ", ", " ")
"""Where a text is divided, the best first."""


def utf16(text: str) -> int:
    """UTF-16 code units: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def utf8(text: str) -> int:
    return len(text.encode())


def split(text: str, most: int, size: Callable[[str], int]) -> list[str]:
    """Pieces of at most `most`, divided where a reader would pause; nothing is lost but the space
    around a division. A text that fits is one piece."""
    pieces = []
    while size(text) > most:
        longest = _longest(text, most, size)
        cut = _pause(text[:longest])
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]


def _longest(text: str, most: int, size: Callable[[str], int]) -> int:
    """How many characters of it fit; no sign takes less than one."""
    low, high = 1, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= most else (low, middle - 1)
    return low


def _pause(text: str) -> int:
    """Where the last good pause of its second half ends; its end if there is none."""
    for mark in _BREAKS:
        at = text.rfind(mark)
        if at > len(text) // 2:
            return at + len(mark)
    return len(text)
