"""The menu under a chat: three columns of at most five, checked as the platform checks them.

Sizes in bytes of UTF-8. Source: the platform's page on creating menus.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parkline.simulate.wechat.errors import Refused

COLUMNS = 3
ROWS = 5
COLUMN_NAME = 16
ROW_NAME = 60
KEY = 128
URL = 1024
KEYED = (
    *("click", "scancode_push", "scancode_waitmsg", "pic_sysphoto"),
    *("pic_photo_or_album", "pic_weixin", "location_select"),
)


@dataclass(frozen=True, slots=True)
class Button:
    kind: str
    value: str


def checked(body: dict[str, Any]) -> dict[str, Any]:
    """The menu to keep. Raises Refused 40016–40020, 40023, 40025."""
    columns = body.get("button")
    if not isinstance(columns, list) or not 1 <= len(columns) <= COLUMNS:
        raise Refused(40016)
    for column in columns:
        _check_name(column, COLUMN_NAME, 40018)
        rows = column.get("sub_button") or []
        if not isinstance(rows, list) or len(rows) > ROWS:
            raise Refused(40023)
        for row in rows:
            _check_name(row, ROW_NAME, 40025)
            _check_action(row)
        if not rows:
            _check_action(column)
    return {"button": columns}


def _check_name(button: Any, most: int, code: int) -> None:
    name = button.get("name") if isinstance(button, dict) else None
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= most:
        raise Refused(code)


def _check_action(button: dict[str, Any]) -> None:
    kind = button.get("type")
    if kind in KEYED:
        _check_size(button.get("key"), KEY, 40019)
    elif kind in ("view", "miniprogram"):
        _check_size(button.get("url"), URL, 40020)
    elif kind in ("media_id", "view_limited"):
        _check_size(button.get("media_id"), KEY, 40007)
    else:
        raise Refused(40017)


def _check_size(value: Any, most: int, code: int) -> None:
    if not isinstance(value, str) or not 1 <= len(value.encode()) <= most:
        raise Refused(code)


def button_at(menu: dict[str, Any] | None, path: Sequence[int]) -> Button | None:
    """The button that is pressed at (column,) or (column, row); None where there is none."""
    found: dict[str, Any] = {"sub_button": (menu or {}).get("button", [])}
    for step in path:
        rows = found.get("sub_button") or []
        if not 0 <= step < len(rows):
            return None
        found = rows[step]
    if found.get("sub_button") or "type" not in found:
        return None
    return Button(
        found["type"], found.get("key") or found.get("pagepath") or found.get("url") or ""
    )
