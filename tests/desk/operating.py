"""What tests of the settings share: hidden fields, and how a form is told what is wrong."""

import html
import json
import re
from typing import Any

from aiohttp import ClientResponse


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
