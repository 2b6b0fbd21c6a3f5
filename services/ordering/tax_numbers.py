"""The unified social credit code that a company's invoice carries, by GB 32100-2015. Pure."""

import re

from services.kit.errors import Invalid

LENGTH = 18
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""No I, O, S, V, Z, which are misread."""
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
_FORM = re.compile(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}")
"""Authority and kind, six digits of the place, nine of the organisation, the check character."""


class TaxNumberInvalid(Invalid):
    """`details`: why: length, character (and which), form or check."""

    code = "tax_number_invalid"

    def __init__(self, why: str, **details: str | int) -> None:
        super().__init__(f"no unified social credit code: {why}", why=why, **details)
        self.why = why


def checked(text: str) -> str:
    """The code as it is written on invoices. Raises TaxNumberInvalid."""
    number = re.sub(r"[\s-]", "", text).upper()
    if len(number) != LENGTH:
        raise TaxNumberInvalid("length", length=len(number))
    if wrong := next((char for char in number if char not in _ALPHABET), None):
        raise TaxNumberInvalid("character", character=wrong)
    if not _FORM.fullmatch(number):
        raise TaxNumberInvalid("form")
    if number[-1] != _check_character(number):
        raise TaxNumberInvalid("check")
    return number


def _check_character(number: str) -> str:
    total = sum(
        _ALPHABET.index(char) * weight for char, weight in zip(number, _WEIGHTS, strict=False)
    )
    return _ALPHABET[-total % 31]
