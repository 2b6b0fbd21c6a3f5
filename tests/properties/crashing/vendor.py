"""A vendor's server, which keeps what it took and knows by itself what it may be told next."""

import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

MOODS = ("takes", "fails", "hangs up", "takes and hangs up")


@dataclass
class VendorServer:
    """`moods` are used up one by one; then it takes everything."""

    url: str = ""
    moods: list[str] = field(default_factory=list)
    told: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Sequences of each order, as they came."""
    taken: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """Order, sequence and type by webhook-id, of what was taken: a vendor dedupes by the id."""
    answered: set[tuple[int, int]] = field(default_factory=set)
    """(order, sequence) that got a 2xx."""
    newest: dict[int, tuple[int, dict[str, int]]] = field(default_factory=dict)
    """Of each order, the sequence that it knows last, and how many of each dish it then had."""
    wrong: list[str] = field(default_factory=list)

    async def hook(self, request: web.Request) -> web.StreamResponse:
        event = json.loads(await request.read())
        about = (event["data"]["order"]["id"], event["sequence"], event["type"])
        mood = self.moods.pop(0) if self.moods else "takes"
        self._hear(*about[:2])
        if mood.startswith("takes"):
            self._note(event)
            self._take(request.headers["webhook-id"], about)
        if mood == "takes":
            self.answered.add(about[:2])
        if mood.endswith("hangs up"):
            assert request.transport is not None
            request.transport.abort()
        return web.Response(status=500 if mood == "fails" else 200)

    def _hear(self, order: int, sequence: int) -> None:
        """The one it heard last, or the next if it said yes to that."""
        last = max(self.told[order], default=0)
        is_next = sequence == last + 1 and (last == 0 or (order, last) in self.answered)
        given_up = self.told[order].count(last) >= 10
        if sequence != last and not is_next and not given_up:
            self.wrong.append(f"order {order}: {sequence} after {self.told[order]}")
        self.told[order].append(sequence)

    def _note(self, event: dict[str, Any]) -> None:
        order = event["data"]["order"]
        lines = Counter[str]()
        for line in order["lines"]:
            lines[line["item_code"]] += line["quantity"]
        known = self.newest.get(order["id"], (0, {}))
        self.newest[order["id"]] = max(known, (event["sequence"], dict(lines)), key=lambda n: n[0])

    def _take(self, id_: str, about: tuple[int, int, str]) -> None:
        if self.taken.setdefault(id_, about) != about:
            self.wrong.append(f"{id_} is {about} and {self.taken[id_]}")
        if [one[:2] for one in self.taken.values()].count(about[:2]) > 1:
            self.wrong.append(f"two ids for {about}")


@asynccontextmanager
async def vendor_server() -> AsyncIterator[VendorServer]:
    vendor = VendorServer()
    app = web.Application()
    app.router.add_post("/hooks", vendor.hook)
    async with TestServer(app, host="127.0.0.1") as server:
        vendor.url = str(server.make_url("/hooks"))
        yield vendor
