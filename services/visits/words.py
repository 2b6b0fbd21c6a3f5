"""A visit in words: who comes and when."""

from datetime import datetime, tzinfo

from models.visits import Visit
from services.texts import say, when


def who(visit: Visit, language: str) -> str:
    """王总、李工等 5 人; John Smith (party of 3). After erasure only how many they were."""
    names = ("、" if language == "zh" else ", ").join(visit.names)
    if not names:
        return say(language, "visit-who-erased", headcount=visit.headcount)
    if visit.headcount > len(visit.names):
        return say(language, "visit-who-party", names=names, headcount=visit.headcount)
    return names


def hours(visit: Visit, language: str, now: datetime, zone: tzinfo) -> str:
    """明天 15:00–17:00; of several days the days, and the hours of each."""
    if visit.daily_from is None or visit.daily_until is None:
        return when.span(visit.starts_at, visit.ends_at, language, now, zone)
    return say(
        language,
        "visit-hours-daily",
        first=when.day(visit.starts_at, language, now, zone),
        last=when.day(visit.ends_at, language, now, zone),
        hours=f"{visit.daily_from:%H:%M}–{visit.daily_until:%H:%M}",
    )


def status(visit: Visit, language: str, arrived: str) -> str:
    """How far it is, as its host reads it; `arrived` is the clock time of the first arrival."""
    if visit.status == "requested" and visit.needs_desk:
        return say(language, "visit-status-needs-desk")
    return say(language, f"visit-status-{visit.status}", arrived=arrived)
