"""Phone numbers as people type and dial them."""

import re

_DIALABLE = re.compile(r"\+?\d(?:[ -]?\d){2,14}", re.ASCII)
"""Three digits at least (119), fifteen at most (E.164), that a phone can dial as they stand."""


def is_dialable(number: str) -> bool:
    return _DIALABLE.fullmatch(number) is not None
