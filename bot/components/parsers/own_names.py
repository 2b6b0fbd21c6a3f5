"""Who says of themselves who they are."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from .normalise import Normalised, normalise
from .spans import Span

_OWN = re.compile(
    r"(?<![\u4e00-\u9fff])我(?:是|叫|姓名是|的名字(?:是|叫))\s?(?P<zh>(?!说|指|不|要|在)[\u4e00-\u9fff]{2,3}(?=[,。!;、\s]|$)|[a-z]{2,20}(?: [a-z]{2,20})?)"
    r"|\b(?:i'?m|i am|my name(?:'s| is)|this is) (?P<en>[a-z]{2,20}(?: (?!here\b|speaking\b|from\b|by\b|btw\b)[a-z]{2,20})?)(?=[,.!;]|\s(?:here|speaking|from|by the way|btw)\b|$)",
    re.ASCII,
)


def find_own_names(text: str | Normalised) -> list[Span]:
    """Entity `own_name`: the name in the words in which a person says who they are, as it is written."""
    message = normalise(text)
    spans = []
    for match in _OWN.finditer(message.text):
        start, end = match.span("zh" if match["zh"] else "en")
        first, last = message.origin(start, end)
        spans.append(message.span("own_name", start, end, message.original[first:last]))
    return spans
