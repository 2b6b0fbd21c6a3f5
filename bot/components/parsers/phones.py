"""Telephone numbers of the Chinese mainland."""

from __future__ import annotations

import re

from .normalise import Normalised, normalise
from .numbers import to_int
from .spans import Span

_COUNTRY = r"(?:(?:\+|00)?86[ -]?|\(\+?86\) ?)?"
_MOBILE = re.compile(rf"(?<![\d.]){_COUNTRY}(1[3-9](?:[ -]?\d){{9}})(?!\d)", re.ASCII)
_LANDLINE = re.compile(
    rf"(?<![\d.+]){_COUNTRY}(\(0\d{{2,3}}\)|0\d{{2,3}})[ -]?(\d{{3,4}}[ -]?\d{{4}})(?!\d)", re.ASCII
)
_SPOKEN = re.compile(
    r"[幺一][三四五六七八九][零一二三四五六七八九幺]{9}(?![零一二三四五六七八九幺])"
)


def find_phones(text: str | Normalised) -> list[Span]:
    """Entity `phone`, value the digits alone, without +86; landlines keep their area code."""
    message = normalise(text)
    found = [
        (match.start(), match.end(), match.group(1))
        for match in _MOBILE.finditer(message.text)
        if _grouped(match[1])
    ]
    found += [
        (match.start(), match.end(), match.group(1) + match.group(2))
        for match in _LANDLINE.finditer(message.text)
    ]
    found += [
        (match.start(), match.end(), _read(match.group()))
        for match in _SPOKEN.finditer(message.text)
    ]
    spans = [
        message.span("phone", start, end, re.sub(r"\D", "", digits)) for start, end, digits in found
    ]
    return sorted(spans, key=lambda span: span.start)


def _grouped(number: str) -> bool:
    """A lone digit beside a gap belongs to something else: "1380013800 2份"."""
    return all(len(group) > 1 for group in re.split(r"[ -]", number))


def _read(spoken: str) -> str:
    return "".join(str(to_int(char)) for char in spoken)
