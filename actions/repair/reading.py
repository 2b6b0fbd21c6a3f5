"""What a message that begins a report says of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions.kit.said import Said
from services.acts.values import When
from times.standing import Standing


def begun(said: Said, now: datetime, stands: Mapping[str, Any]) -> Mapping[str, Any]:
    """`now`: on the park's clock. `stands`: what the report says already."""
    return {"when": coming(said, now, stands.get("when"))}


def coming(said: Said, now: datetime, stands: When | None = None) -> When | None:
    """When somebody is to come; most times in a report are when it broke. An hour that is over
    today, on no day that was named, is a moment without a day. `stands`: when it was to be."""
    day = None
    if stands is not None and stands.start is not None:
        day = stands.start.astimezone(now.tzinfo).date()
    meant = said.meant(Standing(day), now)
    if meant is None:
        return None
    told = meant.said
    # Things break at some time, but nobody says by when they are to break, or how soon.
    if not (said.says("comes") or told.asap or told.bound == "before"):
        return None
    if meant.past and told.is_moment:
        return When(start=datetime.combine(now.date(), told.starts.time(), now.tzinfo))
    if meant.past or meant.lacks == "day":
        return None
    if told.starts < now and told.bound != "before":
        return None
    end = None if told.is_moment else told.ends
    return When(start=told.starts, end=end, day=told.starts.date(), asap=told.asap)
