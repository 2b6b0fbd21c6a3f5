"""The command palette: pages, tickets, orders, people, whatever areas find for some words."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

import desk
from desk.frame import navigation
from desk.frame.call import Call
from desk.frame.routing import SIGNED_IN, Area
from services.kit.plugins import found

area = Area()

SHORTEST = 2
"""Characters, before rows are searched; pages are found by one."""
MOST = 6
"""Of one kind."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: `path` under the desk leads to it."""

    title: str
    path: str
    detail: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finds:
    """Brought by an area: what it finds. `kind` is the end of the text shell-find-…, `needs` the
    permission to see such rows. It gives at most MOST, the best first, and notes looks."""

    kind: str
    icon: str
    needs: str
    find: Callable[[Call, str], Awaitable[Sequence[Hit]]]

    @property
    def brief(self) -> str:
        return f"found by words: {self.kind}"


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    icon: str
    hits: Sequence[Hit]


class Wanted(BaseModel):
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""


@area.get("/find", allows=SIGNED_IN)
async def find(call: Call) -> web.Response:
    """What the palette lists. Without words: the pages."""
    words = call.query(Wanted).q
    groups = [Group("page", "next", pages(call, words))]
    if len(words) >= SHORTEST:
        groups += [
            Group(one.kind, one.icon, (await one.find(call, words))[:MOST])
            for one in found(desk, Finds)
            if call.may(one.needs)
        ]
    groups = [group for group in groups if group.hits]
    return call.fragment("find/_found.html", groups=groups, words=words)


def pages(call: Call, words: str) -> list[Hit]:
    """Areas and pages of the settings that somebody may see, by a part of their name in either
    language of the desk."""
    tabs = [
        (call.text(f"shell-area-{one.key}"), one.path, one.key)
        for one in navigation.tabs(call.permissions, call.request.app)
    ]
    settings = [
        (call.text(f"operate-page-{one.key}"), one.path, one.key)
        for one in navigation.settings(call.permissions)
    ]
    wanted = words.casefold()
    of_settings = call.text("shell-find-settings")
    return [
        *(Hit(name, path) for name, path, key in tabs if wanted in f"{name}\n{key}".casefold()),
        *(
            Hit(name, path, of_settings)
            for name, path, key in settings
            if wanted and wanted in f"{name}\n{key}".casefold()
        ),
    ]
