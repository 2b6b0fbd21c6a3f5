"""What somebody writes in a conversation, made fit to be stored."""

import re

from services.kit.errors import Invalid

TEXT_LIMIT = 2_000
"""Characters (code points) of one inbound message, after trimming."""

_KEPT_CONTROLS = "\n\t"
_BLANKS = re.compile(r"(\s{10})\s+")
"""Nobody says more by a longer gap, and patterns that meet one try it in many ways."""


class TextTooLong(Invalid):
    """`details`: `limit` and `length`, both in characters."""

    code = "text_too_long"


class TextEmpty(Invalid):
    code = "text_empty"


def clean(text: str) -> str:
    """Trimmed text that any store can hold: no control characters, no lone surrogates, and no gap
    of more than ten blanks.

    Raises TextEmpty and TextTooLong.
    """
    if not (cleaned := tidy(text)):
        raise TextEmpty
    return cleaned


def tidy(text: str) -> str:
    """As `clean`, but it may be empty. Raises TextTooLong."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    printable = "".join(c for c in unified if c >= " " or c in _KEPT_CONTROLS)
    tidied = _BLANKS.sub(r"\1", printable.encode("utf-8", "replace").decode().strip())
    if len(tidied) > TEXT_LIMIT:
        raise TextTooLong(limit=TEXT_LIMIT, length=len(tidied))
    return tidied
