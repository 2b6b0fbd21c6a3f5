"""Templates of WeChat's messages, as they are entered and kept: for what comes when nothing else
may be sent, by the kind of news."""

import re
from collections.abc import Mapping
from typing import Any

from services.kit.errors import Invalid

KINDS = ("order", "repair", "visit", "reply")
"""As connectors.channels.wechat.Kind."""
WORDS = ("text", "number", "time")
"""What a field may be filled with; anything else stands there as it is."""
LONGEST_ID, LONGEST_VALUE, MOST_FIELDS = 64, 20, 10
LONGEST_FIELDS = 400
_FIELD = re.compile(r"[a-z_]{3,20}[0-9]{1,2}")

Templates = Mapping[str, Mapping[str, Any]]


def parsed(entered: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """By kind an id and lines `thing1=text`; a kind without an id has none. Raises Invalid with
    `id_KIND` or `fields_KIND` as the field."""
    found = dict[str, dict[str, Any]]()
    for kind in KINDS:
        template, lines = (part.strip() for part in entered.get(kind, ("", "")))
        if not template and not lines:
            continue
        if not 0 < len(template) <= LONGEST_ID or not all("!" <= sign <= "~" for sign in template):
            raise Invalid("no such template", field=f"id_{kind}")
        found[kind] = {"id": template, "fields": _fields(lines, f"fields_{kind}")}
    return found


def _fields(lines: str, field: str) -> dict[str, str]:
    pairs = [line.partition("=") for line in lines.splitlines() if line.strip()]
    found = {name.strip(): value.strip() for name, _, value in pairs}
    fits = 0 < len(pairs) <= MOST_FIELDS and len(found) == len(pairs)
    if not fits or not all(map(_is_filled, found.items())):
        raise Invalid("lines such as thing1=text", field=field)
    return found


def _is_filled(pair: tuple[str, str]) -> bool:
    name, value = pair
    return _FIELD.fullmatch(name) is not None and 0 < len(value) <= LONGEST_VALUE


def lines_of(templates: Templates, kind: str) -> str:
    """A template's fields, as they are entered."""
    fields = templates.get(kind, {}).get("fields", {})
    return "\n".join(f"{name}={value}" for name, value in fields.items())
