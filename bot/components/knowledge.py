"""The seam to the park's live data: what can be ordered, where, and which questions have answers.

The gateway says with each message which version it knows; only one not seen before is fetched.
"""

import json
import logging
import os
import time
import urllib.request
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from bot.components.parsers.kept import kept
from bot.components.parsers.knowledge import Knowledge

logger = logging.getLogger(__name__)

URL = "PARKLINE_KNOWLEDGE_URL"
TOKEN = "PARKLINE_BOT_TOKEN"  # noqa: S105 - the name of a variable, not its value
FILE = "PARKLINE_KNOWLEDGE_FILE"
DEFAULT_FILE = Path("bot/data/knowledge.json")

_TIMEOUT = 1.5
_RETRY_AFTER = 3.0

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Faq:
    id: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """All that one version of a park's data says. Immutable, so it may be shared."""

    version: int
    timezone: ZoneInfo
    catalogue: Knowledge
    kinds: Mapping[int, str] = field(default_factory=dict)
    faqs: tuple[Faq, ...] = ()

    @classmethod
    def of(cls, document: Document) -> "Snapshot":
        """Raises KeyError, TypeError or ValueError where the document is not as agreed."""
        return cls(
            version=int(document["version"]),
            timezone=ZoneInfo(document.get("timezone") or "Asia/Shanghai"),
            catalogue=Knowledge.from_json(dict(document)),
            kinds={int(item["id"]): str(item["kind"]) for item in document.get("items", ())},
            faqs=kept(Faq(faq["id"], tuple(faq["questions"])) for faq in document.get("faqs", ())),
        )


EMPTY: Document = {"version": 0, "items": [], "options": [], "buildings": [], "faqs": []}

MOST_PARKS = 32
"""Parks whose data a bot keeps. That of another one is fetched again when somebody writes there."""

Fetch = Callable[[int | None], Document]
"""The document of a park by its id; None: of the one that the gateway serves where it serves one.
Raises whatever goes wrong."""


class LiveKnowledge:
    """Keeps the newest snapshot of each park. Never raises: without an answer the old one of the
    same park stays in use, and an empty one where there is none. Versions of two parks are equal
    now and then, and ids mean other things in each."""

    def __init__(self, fetch: Fetch, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._parks: OrderedDict[int | None, _OfOnePark] = OrderedDict()
        self._choosing = Lock()

    def known_to(self, said: Mapping[str, Any]) -> Snapshot:
        """The snapshot to use for a message that came with the metadata `said`."""
        return self.current(said.get("knowledge_version"), said.get("park_id"))

    def current(self, wanted: int | None, park: int | None = None) -> Snapshot:
        """The snapshot to use for a message of `park` whose gateway knows version `wanted`.

        A version that the answer does not carry (it moved on meanwhile) is not asked for again.
        """
        return self._of(park).current(wanted)

    def look_ahead(self) -> bool:
        """Fetch before a message needs it; False without an answer, which delays no later fetch."""
        try:
            document = self._fetch(None)
            snapshot = Snapshot.of(document)
        except Exception:
            return False
        for park in {None, document.get("park_id")}:
            self._of(park).keep(snapshot)
        return True

    def _of(self, park: int | None) -> "_OfOnePark":
        with self._choosing:
            found = self._parks.get(park)
            if found is None:
                found = self._parks[park] = _OfOnePark(partial(self._fetch, park), self._clock)
                if len(self._parks) > MOST_PARKS:
                    self._parks.popitem(last=False)
            self._parks.move_to_end(park)
            return found


class _OfOnePark:
    def __init__(self, fetch: Callable[[], Document], clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._snapshot = Snapshot.of(EMPTY)
        self._satisfied: set[int] = set()
        self._retry_at = float("-inf")
        self._fetching = Lock()

    def current(self, wanted: int | None) -> Snapshot:
        if self._needs(wanted) and self._fetching.acquire(blocking=False):
            try:
                self._refresh(wanted)
            finally:
                self._fetching.release()
        return self._snapshot

    def keep(self, snapshot: Snapshot) -> None:
        if snapshot.version != self._snapshot.version:
            self._satisfied = set()
        self._snapshot = snapshot
        self._satisfied.add(snapshot.version)

    def _needs(self, wanted: int | None) -> bool:
        known = bool(self._satisfied) if wanted is None else wanted in self._satisfied
        return not known and self._clock() >= self._retry_at

    def _refresh(self, wanted: int | None) -> None:
        try:
            snapshot = Snapshot.of(self._fetch())
        except Exception as problem:
            self._retry_at = self._clock() + _RETRY_AFTER
            logger.warning("knowledge.fetch_failed: %s", type(problem).__name__)
            return
        self.keep(snapshot)
        self._satisfied |= {wanted} if wanted is not None else set()


def from_url(url: str, token: str) -> Fetch:
    """A fetch over HTTP, past any proxy: the gateway is on this machine or its private net."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def fetch(park: int | None) -> Document:
        asked = url if park is None else f"{url}?park={park:d}"
        request = urllib.request.Request(asked, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
        with opener.open(request, timeout=_TIMEOUT) as response:
            document: Document = json.load(response)
        return document

    return fetch


def from_file(_park: int | None = None) -> Document:
    """What training knows: the file that the environment names, the default one, or nothing. It is
    of whichever park."""
    path = Path(os.environ.get(FILE) or DEFAULT_FILE)
    if not path.is_file():
        return EMPTY
    document: Document = json.loads(path.read_text(encoding="utf-8"))
    return document


@lru_cache(maxsize=1)
def training_snapshot() -> Snapshot:
    return Snapshot.of(from_file())


@lru_cache(maxsize=1)
def live_knowledge() -> LiveKnowledge:
    """The process's one cache: over HTTP where a URL is set, else the file.

    With a URL it starts empty: ids of the file may mean other things in the park's own data.
    """
    url = os.environ.get(URL)
    return LiveKnowledge(from_url(url, os.environ.get(TOKEN, "")) if url else from_file)
