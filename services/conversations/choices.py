"""Buttons where there are none to press: a numbered list, and the numbers that people type."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from services.texts import say

_CHINESE = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)}
_TYPED = re.compile(
    r"(?:选|第|no\.?|option|number)?\s*(?P<n>\d{1,2}|[一二三四五六七八九十])\s*(?:个|项|号)?[.。、,，)!！]?",
    re.IGNORECASE,
)


def listed(
    text: str, buttons: Sequence[dict[str, Any]], language: str, *, numbered: bool = True
) -> str:
    """A message's text with its buttons below. Not `numbered`: where a number would not press."""
    titles = [str(button["title"]) for button in buttons]
    if not titles:
        return text
    if all(title.isdecimal() for title in titles):
        lines = [" / ".join(titles)]  # Stars: the title is the number already.
    elif numbered:
        lines = [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    else:
        lines = [f"· {title}" for title in titles]
    hint = [say(language, "choose-by-number")] if numbered else []
    return "\n".join([text, "", *lines, *hint])


def number(text: str) -> int | None:
    """The number of a choice as people type it: 1, １, 一, ①, "2.", "选2", "第三个"; at least 1."""
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    typed = found["n"]
    return _CHINESE.get(typed) or int(typed) or None
