"""Which of our two languages a message is in."""

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SHARED = {"ok", "okk", "wifi", "app", "vip", "emm", "emmm", "pm", "am"}
"""Latin letters that people write in Chinese sentences just as well."""

_NUMBER = re.compile(r"\b[OTV]-[0-9A-Z]{6}\b", re.IGNORECASE)
"""Of an order, a ticket, a visit: letters, but no words."""


def language_of(text: str) -> str | None:
    """zh if there is a Chinese character, en if there are English words, None if it shows neither.

    A number (an order's too), an emoji or "ok" says nothing: the conversation keeps its language.
    """
    if _HAN.search(text):
        return "zh"
    if any(word.lower() not in _SHARED for word in _WORD.findall(_NUMBER.sub("", text))):
        return "en"
    return None
