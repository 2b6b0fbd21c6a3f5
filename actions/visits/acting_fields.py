"""What acts say of a visit, put into its draft; and a draft as the fields of a thing."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from actions.kit.placed import as_place, with_said
from actions.visits.draft import HEADCOUNT, MOST_NAMES, NAMES, PLATE, TIME, VisitDraft
from actions.visits.times import VisitTimes
from services.acts.values import Count, Fields, When
from services.visits import facts

FIELD_OF = {TIME: "when", NAMES: "names", PLATE: "plate", HEADCOUNT: "headcount"}
"""What each question of the form asks for."""
_DAY = timedelta(days=1)


def put(
    draft: VisitDraft,
    said: Fields,
    zone: tzinfo,
    *,
    corrects: bool = False,
    old: Fields | None = None,
) -> VisitDraft:
    """The draft with what is said. `old` is what is said to have been wrong, if it was named."""
    new = deepcopy(draft)
    _put_names(new, said, old or Fields())
    _put_count(new, said.headcount, before=draft)
    for name in ("phone", "company", "reason"):
        setattr(new, name, getattr(said, name) or getattr(new, name))
    if said.note:
        new.reason = "；".join(filter(None, (new.reason, said.note)))
    if said.plate is not None:
        _put_plates(new, said, old or Fields())
    if said.place is not None:
        new.place = with_said(new.place, said.place, corrects=corrects)
    new.nameless = new.nameless or "names" in said.unknown
    times = new.when
    put_times(times, said.when, said.until, zone)
    if "when" in said.unknown:
        times.take_whole_day()
    new.times = times.stored()
    return new


def _put_names(draft: VisitDraft, said: Fields, old: Fields) -> None:
    if not said.names:
        return
    wrong = [name for name in draft.names if name in old.names]
    if said.adds_names:
        names = [*draft.names, *said.names]
    elif wrong:
        first = draft.names.index(wrong[0])
        rest = [name for name in draft.names if name not in wrong]
        names = [*rest[:first], *said.names, *rest[first:]]
    else:
        names = list(said.names)
    draft.names, draft.nameless = list(dict.fromkeys(names))[:MOST_NAMES], False


def _put_count(draft: VisitDraft, count: Count | None, *, before: VisitDraft) -> None:
    """How many come in all. One more name is one more person, unless somebody was not named yet."""
    if count is not None:
        known = max(before.headcount or 0, len(before.names), 1)
        draft.headcount = count.exactly if count.exactly is not None else known + count.plus
        draft.too_many = False
        return
    if before.headcount is None:
        return
    all_named = before.headcount <= len(before.names)
    draft.headcount = len(draft.names) if all_named else max(before.headcount, len(draft.names))


def _put_plates(draft: VisitDraft, said: Fields, old: Fields) -> None:
    """Empty: they come without a car. What looks like half of a plate is asked for once more."""
    assert said.plate is not None
    if not said.plate:
        draft.plates = draft.plates if draft.odd_is_further else []
        return
    told = (said.plate, *said.more_plates)
    whole = [plate for plate in told if facts.is_plate(plate)]
    if whole:
        wrong = [plate for plate in (old.plate, *old.more_plates) if plate]
        draft.take_plates(whole, old=wrong, adds=said.adds_plates)
    for half in [plate for plate in told if plate not in whole][:1]:
        draft.plate_insisted = draft.plate_insisted or draft.odd_plate is not None
        draft.doubt_plate(half, further=bool(whole) or said.adds_plates)


def put_times(times: VisitTimes, when: When | None, until: When | None, zone: tzinfo) -> None:
    """Take a time; what it does not say stays, and nothing is guessed."""
    if when is not None:
        _put_day(times, when.day)
        if when.start is not None:
            times.begin_at(_clock(when.start, zone))
        if when.end is not None:
            _put_end(times, when.end, when.start, zone)
        if when.shift:
            _shift(times, timedelta(minutes=when.shift))
    if until is not None:
        if until.day is not None and until.day != times.first:
            times.last = until.day
        if until.start is not None:
            times.ends = _clock(until.start, zone)


def _put_day(times: VisitTimes, day: date | None) -> None:
    """Another day keeps the hours, and of several days how many they are."""
    if day is None:
        return
    if times.first is not None and times.last is not None:
        times.last += day - times.first
    times.first = day


def _put_end(times: VisitTimes, end: datetime, start: datetime | None, zone: tzinfo) -> None:
    """Later than a day after the beginning it is of several days, each with these hours."""
    if start is not None and end - start > _DAY:
        times.last = end.astimezone(zone).date()
    times.ends = _clock(end, zone)


def _shift(times: VisitTimes, by: timedelta) -> None:
    """Later or earlier than what stands; what does not stand yet is not moved."""
    if times.begins is None:
        if times.first is not None and by % _DAY == timedelta():
            _put_day(times, times.first + by)
        return
    day = times.first or date(2000, 1, 3)
    moved = datetime.combine(day, times.begins, UTC) + by
    if times.ends is not None:
        times.ends = (datetime.combine(day, times.ends, UTC) + by).time()
    times.begins = moved.time()
    if times.first is not None:
        _put_day(times, moved.date())


def _clock(moment: datetime, zone: tzinfo) -> time:
    return moment.astimezone(zone).time().replace(second=0, microsecond=0)


def fields_of(draft: VisitDraft, zone: tzinfo) -> Mapping[str, Any]:
    """What stands of a visit, under the names of Fields."""
    times = draft.when
    fields = Fields(
        names=tuple(draft.names),
        plate=draft.plate,
        more_plates=tuple(draft.more_plates),
        headcount=None if draft.headcount is None else Count(exactly=draft.headcount),
        company=draft.company,
        reason=draft.reason,
        phone=draft.phone,
        place=as_place(draft.place),
        when=_when(times, zone),
        until=None if times.last is None else When(day=times.last),
    )
    return {name: getattr(fields, name) for name in sorted(fields.given)}


def _when(times: VisitTimes, zone: tzinfo) -> When | None:
    """Without a day that is known there is no moment yet, only a day or nothing."""
    if times.first is None:
        return None
    if times.begins is None:
        return When(day=times.first)
    start = datetime.combine(times.first, times.begins, zone)
    end = None if times.ends is None else datetime.combine(times.first, times.ends, zone)
    if end is not None and end <= start:
        end += _DAY
    return When(start=start, end=end, day=times.first)
