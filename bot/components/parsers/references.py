"""Our own numbers: O- for orders, T- for tickets, V- for visits, and so on for each domain."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

from bot.components.domains import brought

from .normalise import Normalised, normalise
from .spans import Span

_LETTERS = {letter: entity for domain in brought() for letter, entity in domain.references.items()}
_ENTITIES = {**_LETTERS, "0": _LETTERS["o"]}
"""A zero is what people type for the letter."""
_REFERENCE = re.compile(
    rf"(?<![a-z0-9])(?<![a-z0-9][-'])([{''.join(_ENTITIES)}])(\s?[-‐–—−_]\s?)?([0-9abcdefghjkmnpqrstvwxyz]{{6}})(?![a-z0-9])(?![-'][a-z0-9])",
    re.ASCII,
)
_CUE = re.compile(
    r"(?:单号?|号码?|编号|订单|工单|预约|order|ticket|visit|number|no\.?|reference|ref)[\s:#是为]*$"
)


def find_references(text: str | Normalised) -> list[Span]:
    """Entities such as order_no; value canonical, such as `O-7K3M9Q`.

    Lower case and a missing dash are tolerated as long as the code cannot be read as a word or a plain number.
    """
    message = normalise(text)
    return [
        message.span(
            _ENTITIES[match[1]],
            match.start(),
            match.end(),
            f"{'O' if match[1] == '0' else match[1].upper()}-{match[3].upper()}",
        )
        for match in _REFERENCE.finditer(message.text)
        if _unambiguous(match, message)
    ]


def _unambiguous(match: re.Match[str], message: Normalised) -> bool:
    prefix, dash, code = match[1], match[2], match[3]
    digits = any(char.isdigit() for char in code)
    letters = any(char.isalpha() for char in code)
    if prefix == "0":
        return bool(dash) and digits and letters
    if digits:
        return True
    first, last = message.origin(match.start(), match.end())
    written_large = message.original[first:last].isupper()
    return (bool(dash) and written_large) or bool(_CUE.search(message.text, 0, match.start()))
