"""Phone numbers as people type and dial them."""

import re

_DIALABLE = re.compile(r"\+?\d(?:[ -]?\d){2,14}", re.ASCII)
"""Three digits at least (119), fifteen at most (E.164), that a phone can dial as they stand."""
_SIGNS = str.maketrans("", "", " -()\u00a0")
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_INTERNATIONAL = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)


def is_dialable(number: str) -> bool:
    return _DIALABLE.fullmatch(number) is not None


def e164(number: str) -> str | None:
    """A number that can get messages, as E.164 writes it; None for what is none.

    One without a country is a mobile phone of mainland China. `00` stands for `+`.
    """
    plain = number.translate(_SIGNS)
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if _CHINESE_MOBILE.fullmatch(plain):
        plain = f"+86{plain}"
    return plain if _INTERNATIONAL.fullmatch(plain) else None
