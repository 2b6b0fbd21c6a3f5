"""Which of our two languages a message is in."""

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SHARED = {"ok", "okk", "wifi", "app", "vip", "emm", "emmm", "pm", "am"}
"""Latin letters that people write in Chinese sentences just as well."""


def language_of(text: str) -> str | None:
    """zh if there is a Chinese character, en if there are English words, None if it shows neither.

    A bare number, an emoji or "ok" says nothing: the conversation keeps its language.
    """
    if _HAN.search(text):
        return "zh"
    if any(word.lower() not in _SHARED for word in _WORD.findall(text)):
        return "en"
    return None
