"""What a message that begins a registration says of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions.kit.said import Said
from actions.visits.acting_fields import put_times
from actions.visits.draft import PEOPLE
from actions.visits.times import VisitTimes
from services.acts.values import Count, When


def begun(said: Said, now: datetime, stands: Mapping[str, Any]) -> Mapping[str, Any]:
    """`now`: on the park's clock. `stands`: what the registration says already. Of what is not said
    nothing is told, so that it stays as it was read of any message."""
    return {**_times(said, now, stands), **_people(said), **_plate(said)}


def _times(said: Said, now: datetime, stands: Mapping[str, Any]) -> Mapping[str, Any]:
    """Days, hours of each day, and how long they stay, beside those that stand; nothing where the
    message says nothing of them."""
    assert now.tzinfo is not None
    times = VisitTimes()
    put_times(times, stands.get("when"), stands.get("until"), now.tzinfo)
    known = times.stored()
    times.hear(said, now.tzinfo, now)
    if times.stored() == known:
        again = bool(said.times()) and isinstance(stands.get("when"), When)
        return {name: stands.get(name) if again else None for name in ("when", "until")}
    when, until = None, None
    day = times.first or now.date()
    if times.begins is not None:
        when = When(start=datetime.combine(day, times.begins, now.tzinfo), day=times.first)
    elif times.first is not None:
        when = When(day=times.first)
    if times.ends is not None:
        ends = datetime.combine(times.last or day, times.ends, now.tzinfo)
        until = When(start=ends, day=times.last)
    elif times.last is not None:
        until = When(day=times.last)
    return {"when": when, "until": until}


def _people(said: Said) -> Mapping[str, Any]:
    """ "A visitor" is no count."""
    if said.says("headcount"):
        return {}
    counts = [e for e in said.entities if e["entity"] == "quantity" and e.get("unit") == PEOPLE]
    many = [int(entity["value"]) for entity in counts if int(entity["value"]) > 1]
    return {"headcount": Count(exactly=many[-1])} if many else {}


def _plate(said: Said) -> Mapping[str, Any]:
    """What looks like half of one is asked for again."""
    half = said.value("plate_like")
    return {"plate": str(half)} if half is not None and not said.says("plate") else {}
