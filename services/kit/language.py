"""Which of our two languages a message is in."""

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SHARED = {"ok", "okk", "wifi", "app", "vip", "emm", "emmm", "pm", "am"}
"""Latin letters that people write in Chinese sentences just as well."""

_NUMBER = re.compile(r"\b(?:[OTV]|LK)-[0-9A-Z]{6}\b", re.IGNORECASE)
"""Of an order, a ticket, a visit, a link: letters, but no words."""


_TAX_NUMBER = re.compile(r"\b(?=[0-9A-Z]*\d{6})[0-9A-Z]{15,20}\b", re.IGNORECASE)
_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][·.\s]?[0-9A-Z]{5,6}(?![0-9A-Z])", re.IGNORECASE)
"""Of a car: its province says nothing about the writer."""

FRAMED = 2
_FRAME = re.compile(
    r"\b(?:the|an?|is|are|was|were|i|my|me|we|our|you|your|can|could|would|will|do|does|to|for|in|at"
    r"|of|please|want|need|have|has|get|there|what|when|where|how)\b"
)
"""Words that hold an English sentence together; a borrowed dish name has none of them."""


def language_of(text: str) -> str | None:
    """zh if there is a Chinese character, en if there are English words, None if it shows neither.

    A number (an order's or a company's too), an emoji or "ok" says nothing: the conversation
    keeps its language.
    """
    text = _PLATE.sub(" ", text)
    han = len(_HAN.findall(text))
    if han:
        return "en" if _is_english_frame(text, han) else "zh"
    if any(
        word.lower() not in _SHARED
        for word in _WORD.findall(_TAX_NUMBER.sub("", _NUMBER.sub("", text)))
    ):
        return "en"
    return None


def _is_english_frame(text: str, han: int) -> bool:
    """ "The AC is broken in B座12楼" is English; "要 latte" and "cola换成soy milk" are not."""
    words = re.findall(r"[A-Za-z']+", text)
    return len(_FRAME.findall(text.lower())) >= FRAMED and 2 * len(words) > han
