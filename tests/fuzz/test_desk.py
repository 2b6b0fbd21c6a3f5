"""Every form of every page of the desk, filled in with what nobody thought of."""

import itertools
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import strategies as st

from desk.frame.app import routes
from parkline.stores.database import database
from services.staff.permissions import ROLES
from tests.desk.driver import Browser, open_desk
from tests.fuzz.attacking import attack
from tests.fuzz.background import Background
from tests.fuzz.mangling import TEXTS
from tests.given.demo_park import load_park

pytestmark = pytest.mark.timeout(300)
PAGES = 150
"""So many pages are read for their forms."""
LEAVES = ("sign-out", "password")
"""What would end the session."""

Form = tuple[str, tuple[tuple[str, str], ...]]
"""Where it goes, and its fields as the page fills them in."""


class _Forms(HTMLParser):
    """The forms of a page that change something, and the links on it."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self._at = at
        self._fields: dict[str, str] | None = None
        self._action = ""
        self.forms: list[Form] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(urlsplit(urljoin(self._at, said["href"])).path)
        if tag == "form":
            self._action = said.get("action") or said.get("hx-post") or self._at
            self._fields = {} if said.get("method", "post").lower() == "post" else None
        elif (
            self._fields is not None and said.get("name") and tag in ("input", "textarea", "select")
        ):
            self._fields.setdefault(said["name"], said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._fields is not None:
            fields = {name: value for name, value in self._fields.items() if name != "csrf"}
            self.forms.append((urljoin(self._at, self._action), tuple(fields.items())))
            self._fields = None


async def _forms(browser: Browser) -> list[Form]:
    """One of each shape: two dishes have the same form."""
    pages = [one.path for one in routes() if one.method == "GET" and "{" not in one.path]
    waiting = [f"/desk{path}" for path in pages if "stream" not in path]
    seen = set(waiting)
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for path in itertools.islice(_popping(waiting), PAGES):
        answer = await browser.get(path.removeprefix("/desk"))
        if answer.status != 200 or answer.content_type != "text/html":
            continue
        page = _Forms(path)
        page.feed(await answer.text())
        for action, fields in page.forms:
            shape = "".join("#" if sign.isdigit() else sign for sign in action)
            names = tuple(name for name, _ in fields)
            if not any(part in action for part in LEAVES):
                found.setdefault((shape, names), (action, fields))
        shapes = {"".join("#" if sign.isdigit() else sign for sign in one) for one in seen}
        for link in page.links:
            shape = "".join("#" if sign.isdigit() else sign for sign in link)
            if link.startswith("/desk/") and link not in seen and shape not in shapes:
                seen.add(link)
                shapes.add(shape)
                waiting.append(link)
    return list(found.values())


def _popping(waiting: list[str]) -> Iterator[str]:
    while waiting:
        yield waiting.pop(0)


@st.composite
def _filled(draw: st.DrawFn, forms: list[Form]) -> bytes:
    """A form with a few of its fields changed, dropped or said twice, as JSON."""
    action, given = draw(st.sampled_from(forms))
    fields = [list(field) for field in given]
    for _ in range(draw(st.integers(1, 3))):
        if not fields:
            fields.append(
                [draw(st.sampled_from(["id", "note", "x"])), draw(st.sampled_from(TEXTS))]
            )
        one = draw(st.sampled_from(fields))
        match draw(st.sampled_from(["change", "change", "change", "drop", "twice"])):
            case "change":
                one[1] = draw(st.sampled_from(TEXTS) | st.text(max_size=30))
            case "drop":
                fields.remove(one)
            case "twice":
                fields.append([one[0], draw(st.sampled_from(TEXTS))])
    return json.dumps({"action": action, "fields": fields}).encode()


@asynccontextmanager
async def _served(url: str) -> AsyncIterator[tuple[Browser, list[Form]]]:
    async with (
        database(url, pool_size=10) as sessions,
        open_desk(await load_park(sessions)) as desk,
        desk.signed_in(*ROLES) as browser,
    ):
        yield browser, await _forms(browser)


def test_forms_of_the_desk(behind: Background, park_url: str) -> None:
    with behind.open(_served(park_url)) as (browser, forms):
        assert len(forms) > 20, "the pages were not read"

        async def send(data: bytes) -> int:
            filled: dict[str, Any] = json.loads(data)
            fields = [("csrf", browser.csrf), *map(tuple, filled["fields"])]
            body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in fields)
            path = urlsplit(filled["action"])
            answer = await browser.request(
                "POST",
                path.path.removeprefix("/desk") + (f"?{path.query}" if path.query else ""),
                data=body.encode(),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
            assert "sign-in" not in answer.headers.get("Location", ""), filled["action"]
            return answer.status

        attack(behind, "desk", send, _filled(forms))


def _quoted(text: str) -> str:
    """As a form sends it; half a surrogate pair as its three bytes, which no browser would."""
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
