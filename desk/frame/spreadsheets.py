"""Words that a spreadsheet would run as a formula, marked as words."""

import re

_BEGINS = tuple("=+-@\t\r\n＝＋－＠")
"""Excel takes the wide signs for the others."""
_LATER = re.compile(r"(?<=[;,\t\r\n])( *)(?=[=+\-@＝＋－＠])")
"""Where a formula would begin if the file were split there: where the decimal comma is usual, by
semicolons."""


def as_words(text: str) -> str:
    """As it is, or with an apostrophe before each formula. Spreadsheets do not show one at the
    beginning of a cell."""
    marked = _LATER.sub(r"\1'", text)
    return f"'{marked}" if text.startswith(_BEGINS) else marked
