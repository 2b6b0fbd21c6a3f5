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

_TYPED_ON_KEYS = re.compile(r"asd|sdf|dfg|fgh|ghj|hjk|jkl|qwe(?!n)|zxc|xcv|cvb|vbn|bnm")
"""Neighbours on the keyboard, in orders in which no English word has them."""
_ONE_SOUND = re.compile(r"[cgpstw]h|ck|ng|tr|st")
_UNSPEAKABLE = re.compile(r"[^aeiouy]{5}")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")

FRAMED = 2
_FRAME = re.compile(
    r"\b(?:the|an?|is|are|was|were|i|my|me|we|our|you|your|can|could|would|will|do|does|to|for|in|at"
    r"|of|please|want|need|have|has|get|there|what|when|where|how)\b"
)
"""Words that hold an English sentence together; a borrowed dish name has none of them."""


def language_of(text: str) -> str | None:
    """zh if there is a Chinese character, en if there are English words, None if it shows neither.

    A number (an order's or a company's too), an emoji, "ok" or letters that make no word say
    nothing: the conversation keeps its language.
    """
    text = _PLATE.sub(" ", text)
    han = len(_HAN.findall(text))
    if han:
        return "en" if _is_english_frame(text, han) else "zh"
    if any(
        word.lower() not in _SHARED and not is_gibberish(word)
        for word in _WORD.findall(_TAX_NUMBER.sub("", _NUMBER.sub("", text)))
    ):
        return "en"
    return None


def is_gibberish(word: str) -> bool:
    """Whether it is typed at random: letters that lie side by side on the keyboard, or that nobody
    could say. Of a word in Latin letters; abbreviations are none."""
    word = _DRAWN_OUT.sub(r"\1", word.lower())
    if len(word) == 1 or _TYPED_ON_KEYS.search(word):
        return True
    return _UNSPEAKABLE.search(_ONE_SOUND.sub("t", word)) is not None


def _is_english_frame(text: str, han: int) -> bool:
    """ "The AC is broken in B座12楼" is English; "要 latte" and "cola换成soy milk" are not."""
    words = re.findall(r"[A-Za-z']+", text)
    return len(_FRAME.findall(text.lower())) >= FRAMED and 2 * len(words) > han
