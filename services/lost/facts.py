"""What is told of a lost or found thing, and what of it can be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.kit.errors import Invalid
from services.lost import kinds

LONGEST = 500
"""Of a description, in characters."""
OLDEST = timedelta(days=365)
"""How long ago it may have been."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of a thing. Moments are aware; where and when it was may be known roughly.

    `mark` is what only the owner of a lost thing can say of it.
    """

    kind: str
    category: str
    description: str
    from_at: datetime
    until_at: datetime
    colour: str | None = None
    mark: str | None = None
    phone: str | None = None
    place: Mapping[str, Any] = field(default_factory=dict)


def check(facts: Facts, now: datetime) -> None:
    """Raises Invalid: category, colour, description, period."""
    if facts.kind not in {"lost", "found"}:
        raise Invalid("a thing is lost or found", field="kind")
    if facts.category not in kinds.CATEGORIES:
        raise Invalid("no such category", field="category", allowed=list(kinds.CATEGORIES))
    if facts.colour is not None and facts.colour not in kinds.COLOURS:
        raise Invalid("no such colour", field="colour", allowed=list(kinds.COLOURS))
    for name in ("description", "mark"):
        if len(getattr(facts, name) or "") > LONGEST:
            raise Invalid(f"{name} is too long", field=name, limit=LONGEST)
    if not facts.description.strip():
        raise Invalid("what it is has to be said", field="description")
    if facts.from_at > facts.until_at:
        raise Invalid("it ends before it begins", field="period", reason="backwards")
    if facts.from_at > now:
        raise Invalid("nothing is lost in the future", field="period", reason="future")
    if facts.until_at < now - OLDEST:
        raise Invalid("that is too long ago", field="period", reason="too_old", days=OLDEST.days)
