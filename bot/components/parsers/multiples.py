"""Counts that are told as a multiple of what stands: double it, 翻倍."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from .normalise import Normalised, normalise
from .spans import Span

_TWICE = re.compile(
    r"翻[一个]{0,2}[倍番]|加[一个]{0,2}倍|乘[以上]?(?:[二2]|两倍)|双倍(?![的]?(?:浓缩|芝士|辣))"
    r"|\bdouble (?:it|that|them|those|everything|all|both|(?:the |my )?(?:whole )?(?:order|quantity|quantities|amount|number))\b(?: (?:all|up))?|\bdouble (?:the|my)\b|\bdouble up\b|\btwice (?:as (?:many|much)|that|the (?:amount|number|quantity))\b|\btimes (?:two|2)\b|\bx ?2 everything\b",
    re.ASCII,
)


def find_multiples(text: str | Normalised) -> list[Span]:
    """Entity `quantity` with extra {"times": True}: its value is what there is to be multiplied by."""
    message = normalise(text)
    extra = {"unit": None, "times": True}
    return [
        message.span("quantity", *m.span(), 2, extra=extra) for m in _TWICE.finditer(message.text)
    ]
