"""What happened in a storm, as everybody outside saw it, and the rows that were left.

Moments are seconds since the storm began.
"""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Acked:
    """The web chat acknowledged a tenant's message under its `seq`."""

    visitor: str
    message: str
    seq: int
    at: float


@dataclass(frozen=True, slots=True)
class Heard:
    """A tenant's page was shown a message."""

    visitor: str
    seq: int
    direction: str
    author: str
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A tenant asked for an order or a ticket.

    `key` is what makes asking again the same: an idempotency key, or a chat message's id.
    """

    visitor: str
    via: str
    """chat or api."""
    what: str
    """order or ticket."""
    key: str
    at: float


@dataclass(frozen=True, slots=True)
class Settled:
    """What they asked for was answered for good: with its number, or by a refusal's code."""

    key: str
    number: str | None
    refusal: str | None
    at: float
    joined: bool = False
    """The ticket is one that somebody had reported before."""


@dataclass(frozen=True, slots=True)
class Post:
    """A webhook as it arrived at a vendor."""

    endpoint: int
    webhook_id: str
    verified: bool
    kept: bool
    """Whether the vendor had it for good before it answered, or did not."""
    behaviour: str
    type: str
    order: int
    sequence: int
    status: str
    total: int
    at: float


@dataclass(frozen=True, slots=True)
class Pulled:
    """An event that a vendor read from the vendor API when all was over."""

    vendor: int
    webhook_id: str
    order: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Fault:
    kind: str
    detail: str
    at: float


@dataclass(slots=True)
class History:
    """Everything that the checks may know."""

    seed: int
    acked: list[Acked] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    pulled: list[Pulled] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    stock: dict[str, int] = field(default_factory=dict)
    """Pieces by item id that there were in the beginning."""
    gone: list[int] = field(default_factory=list)
    """Endpoints that answered 410 and came back: what happened meanwhile is pulled, not sent."""
    stuck: list[str] = field(default_factory=list)
    """What still waited when the time to drain was over."""
    rows: dict[str, list[Row]] = field(default_factory=dict)
    """By table, as they stood at the end; moments as text."""

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, default=str))

    @classmethod
    def load(cls, path: Path) -> "History":
        kept = json.loads(path.read_text())
        kinds = {"acked": Acked, "heard": Heard, "asked": Asked, "settled": Settled}
        kinds |= {"posts": Post, "pulled": Pulled, "faults": Fault}
        for name, kind in kinds.items():
            kept[name] = [kind(**one) for one in kept[name]]
        return cls(**{one.name: kept[one.name] for one in fields(cls)})
