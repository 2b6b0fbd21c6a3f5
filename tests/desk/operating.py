"""What tests of the settings share: forms as browsers send them, and what they are told."""

import html
import json
import re
from typing import Any

from aiohttp import ClientResponse

SOUP: dict[str, Any] = {
    "name_zh": "鱼汤",
    "name_en": "fish soup",
    "aliases": "鲜鱼汤\n鱼羹, fish broth",
    "category_zh": "汤",
    "category_en": "Soups",
    "unit_zh": "碗",
    "price": "22.50",
    "meals": ["lunch", "dinner"],
    "max_quantity": "10",
    "stock": "30",
    "active": "true",
}
"""A new dish, as it is entered."""


def form(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Fields as a browser sends them, those with many values too."""
    return [
        (name, one)
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]


def hidden(page: str, name: str) -> str:
    """The value of a page's first hidden field of this name."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"no {name} on the page"
    return html.unescape(found[1])


def refused(answer: ClientResponse, status: int) -> dict[str, Any]:
    """What the form that was sent is told."""
    assert answer.status == status
    assert answer.headers["HX-Reswap"] == "none"
    told: dict[str, Any] = json.loads(answer.headers["HX-Trigger"])["operate:refused"]
    return told
