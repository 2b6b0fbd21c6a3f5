"""Telephone numbers: of the Chinese mainland by their form, of other countries by their code or the words before them."""

# ruff: noqa: E501 - patterns and word lists read better on one line

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
# +65 9123 8845, 0044 20 7946 0018: the country's code says that it is one.
_ABROAD = re.compile(r"(?<![\w.])(?:\+|00)(?!86)([1-9](?:[ -]?\(?\d\)?){7,13})(?![\w.])", re.ASCII)
_CUE = (
    r"(?:电话|手机|手提|热线|联系(?:人|方式|我|他|她)?|致电|拨打?|打给?[我他她]?|来电|找[我他她]|号码|whatsapp|微信"
    r"|\b(?:call(?:ing)?|phone|tel(?:ephone)?|mobile|cell|hp|handphone|contact|ring|text|sms|reach|dial|line)\b"
    r"|\b(?:my|her|his|their|our) (?:number|no\.?)\b)"
)
_LEADS = r"(?:\s?(?:是|为|改[成为]?|me|him|her|us|them|at|on|to|is|are|number|no\.?|phone|now|under|打|[:：#,，])){0,4}\s?"
# Of any country: eight digits, ten in two halves, or three groups.
_GROUPED = (
    r"(\d{4}[ -]?\d{4}|\d{5}[ -]?\d{5}|\d{2,4}[ -]\d{3,4}[ -]\d{3,4}|\d{3}[ -]?\d{4}|\d{7,11})"
)
_CUED = re.compile(
    rf"{_CUE}{_LEADS}{_GROUPED}(?![\d.:/]|[ -]\d|\s?(?:[份元个杯]|yuan|rmb))", re.ASCII
)
_LEAST, _MOST = 7, 15
"""Digits of a number that somebody says for one: without an area code, and by E.164."""


def told_phone(words: str) -> str | None:
    """The digits in words that are known to say a number."""
    message = normalise(words)
    if found := find_phones(message):
        return str(found[0].value)
    digits = re.sub(r"\D", "", message.text)
    return digits if _LEAST <= len(digits) <= _MOST else None


def find_phones(text: str | Normalised) -> list[Span]:
    """Entity `phone`, value the digits alone, without +86; landlines keep their area code, those abroad their country's."""
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
    for pattern in (_ABROAD, _CUED):
        found += [
            (*match.span(1), match[1])
            for match in pattern.finditer(message.text)
            if not any(match.start(1) < end and start < match.end(1) for start, end, _ in found)
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
