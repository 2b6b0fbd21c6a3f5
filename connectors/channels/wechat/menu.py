"""The menu under the chat: at most three columns of five, written as people think of it."""

from collections.abc import Sequence
from typing import Any

from services.kit.errors import Invalid

COLUMNS, ROWS = 3, 5
COLUMN_BYTES, ROW_BYTES, SAY_BYTES, LINK_BYTES = 16, 60, 128, 1024
"""The platform's limits, in bytes of UTF-8: a Chinese character is three."""
ACTIONS = ("say", "open", "app")


def buttons(columns: Any) -> list[dict[str, Any]]:
    """What the platform takes, from a list of columns.

    Each has a `name`, and either `choices` (a list of the same without choices) or one of
    `say` (a press is as if the tenant wrote these words), `open` (an address) and `app`
    ({id, page, url}: a mini-program, the address for old phones). Raises Invalid, saying where.
    """
    if not isinstance(columns, list) or not 1 <= len(columns) <= COLUMNS:
        raise Invalid(f"a menu is a list of 1 to {COLUMNS} columns")
    return [_column(column, f"column {number}") for number, column in enumerate(columns, start=1)]


def _column(given: Any, where: str) -> dict[str, Any]:
    if not isinstance(given, dict) or "choices" not in given:
        return _entry(given, where, COLUMN_BYTES)
    _only(given, where, ("name", "choices"))
    choices = given["choices"]
    if not isinstance(choices, list) or not 1 <= len(choices) <= ROWS:
        raise Invalid(f"{where}: choices is a list of 1 to {ROWS}")
    rows = [
        _entry(choice, f"{where}, choice {number}", ROW_BYTES)
        for number, choice in enumerate(choices, start=1)
    ]
    return {"name": _text(given, "name", where, COLUMN_BYTES), "sub_button": rows}


def _entry(given: Any, where: str, name_bytes: int) -> dict[str, Any]:
    if not isinstance(given, dict) or len([one for one in ACTIONS if one in given]) != 1:
        raise Invalid(f"{where}: needs a name and one of {', '.join(ACTIONS)}")
    _only(given, where, ("name", *ACTIONS))
    named = {"name": _text(given, "name", where, name_bytes)}
    if "say" in given:
        return named | {"type": "click", "key": _text(given, "say", where, SAY_BYTES)}
    if "open" in given:
        return named | {"type": "view", "url": _text(given, "open", where, LINK_BYTES)}
    app = given["app"] if isinstance(given["app"], dict) else {}
    where = f"{where}, app"
    return named | {
        "type": "miniprogram",
        "appid": _text(app, "id", where, ROW_BYTES),
        "pagepath": _text(app, "page", where, LINK_BYTES),
        "url": _text(app, "url", where, LINK_BYTES),
    }


def _only(given: dict[Any, Any], where: str, known: Sequence[str]) -> None:
    if unknown := [str(name) for name in given if name not in known]:
        raise Invalid(f"{where}: no such entry: {', '.join(unknown)}")


def _text(given: dict[Any, Any], name: str, where: str, most: int) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Invalid(f"{where}: {name} is missing")
    if len(value.encode()) > most:
        raise Invalid(f"{where}: {name} is longer than {most} bytes (a Chinese character is 3)")
    return value
