"""Words that a spreadsheet would run as a formula, marked as words."""

_BEGINS = tuple("=+-@\t\r\n＝＋－＠")
"""Excel takes the wide signs for the others."""


def as_words(text: str) -> str:
    """As it is, or behind an apostrophe, which spreadsheets do not show."""
    return f"'{text}" if text.startswith(_BEGINS) else text
