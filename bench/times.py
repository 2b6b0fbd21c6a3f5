"""`python -m bench.times FILE… [--mistakes odd|even|all]`: how many times are read as meant.

A line of FILE is {"lang", "now", "text", "means"}; `now` is a naive moment of ZONE. `means` has

| key | meaning |
|---|---|
| `date`, `time` | ISO date; HH:MM. Without `date` no day is said |
| `part` | morning, noon, afternoon or evening |
| `from`, `to` | HH:MM, a date or both; a date in `to` is the last day that is allowed |
| `before`, `after` | HH:MM, of `date` if there is one |
| `plus_minutes` | later than what stands; below zero, earlier |
| `asap`, `none` | as soon as possible; no time at all |
| `every` | what comes again, by its days; `Repeats` keeps the unit, so the unit alone is compared |

A sentence is *right* if all of that is read and no other time, *wrong* if a date or an hour is read
that was not meant, else *unread*. What is over counts for nothing. A day that is guessed
(`day_named` False) counts only if it is today, which `times.standing` takes without asking; a wrong
guess is no wrong date.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.components.parsers.normalise import normalise
from times.clocks import meals
from times.reading import read
from times.said import Repeats, Said, Shift, Value

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
PARTS = {"morning": (6, 12), "noon": (11, 14), "afternoon": (12, 18), "evening": (17, 24)}
"""Hours [from, to] in which a part of the day is, however a reader cuts it."""
NEAR = timedelta(minutes=90)
"""How far an hour may be off that the sentence does not tell in numbers: before lunch."""
_NUMBER = re.compile(
    r"[\d一二三四五六七八九十两]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)\b"
)
_MEALS = {"breakfast": "morning", "lunch": "noon", "dinner": "evening"}
_UNITS = {"Mon": "week", "Tue": "week", "Wed": "week", "Thu": "week", "Fri": "week", "Sat": "week",
          "Sun": "week", "weekday": "day", "day": "day", "days": "day", "weeks": "week",
          "week": "week", "month": "month"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of when; a day or an hour that was not said is None."""

    starts: tuple[date | None, time | None] | None = None
    ends: tuple[date | None, time | None] | None = None
    part: str | None = None
    bound: str = "at"
    meal: bool = False
    """Whether a meal says the part of the day."""
    near: bool = False
    """Whether another sensible hour will do."""

    @classmethod
    def of(cls, means: Mapping[str, Any], text: str) -> "Wanted | None":
        day = date.fromisoformat(means["date"]) if "date" in means else None
        for bound in ("before", "after"):
            if bound in means:
                hour: time | None = time.fromisoformat(means[bound])
                at = day, hour
                near = _NUMBER.search(text.lower()) is None
                return cls(at, at, means.get("part"), bound, near=near)
        if "from" in means or "to" in means:
            return cls._limits(means, day)
        if "date" not in means and "time" not in means and "part" not in means:
            return None
        at = day, time.fromisoformat(means["time"]) if "time" in means else None
        return cls(at, at, means.get("part"))

    @classmethod
    def _limits(cls, means: Mapping[str, Any], day: date | None) -> "Wanted":
        begins = _limit(means["from"], day) if "from" in means else None
        finishes = _limit(means["to"], day) if "to" in means else None
        if finishes is None:
            return cls(begins, begins, means.get("part"), "after")
        return cls(begins, finishes, means.get("part"), "at" if begins else "before")


def _limit(told: str, day: date | None) -> tuple[date | None, time | None]:
    if "T" in told:
        moment = datetime.fromisoformat(told)
        return moment.date(), moment.time()
    return (day, time.fromisoformat(told)) if ":" in told else (date.fromisoformat(told), None)


def judge(means: Mapping[str, Any], text: str, values: Sequence[Value], now: datetime) -> str:
    """right, unread or wrong."""
    told = [one for one in values if isinstance(one, Said) and not _is_over(one, now)]
    shifts = {one.minutes for one in values if isinstance(one, Shift)}
    shifts |= {one.shift for one in told if one.shift is not None}
    repeats = [one for one in values if isinstance(one, Repeats)]
    if "none" in means:
        return "wrong" if told or shifts or repeats else "right"
    if "plus_minutes" in means:
        wanted = {means["plus_minutes"]}
        moved = [one for one in told if one.shift is not None]
        return _verdict(shifts == wanted, wrong=bool(shifts - wanted or len(moved) < len(told)))
    if "asap" in means:
        hurried = any(one.asap for one in told)
        return _verdict(hurried, wrong=bool(shifts) or any(not one.asap for one in told))
    if shifts or any(one.asap for one in told):
        return "wrong"
    if "every" in means:
        return _repeating(means, text, repeats, told, now)
    wish = Wanted.of(means, text)
    assert wish
    return "wrong" if repeats else _once(_with_meal(wish, text), told, now)


def _with_meal(wish: Wanted, text: str) -> Wanted:
    """A meal that is named says the part of the day: it is an entity of its own."""
    named = [_MEALS[one.value] for one in meals(normalise(text).text)]
    return replace(wish, meal=wish.part in named)


def _verdict(right: bool, *, wrong: bool) -> str:
    return "wrong" if wrong else "right" if right else "unread"


def _is_over(said: Said, now: datetime) -> bool:
    """Only told of, like the day before yesterday."""
    return said.day_named and said.starts.date() < now.date() and said.ends <= now


def _repeating(
    means: Mapping[str, Any],
    text: str,
    repeats: Sequence[Repeats],
    told: Sequence[Said],
    now: datetime,
) -> str:
    words = re.findall(r"[A-Za-z]+", means["every"])
    unit = _UNITS[words[0]]
    limits = {key: means[key] for key in ("from", "to") if key in means}
    hours = {key: value for key, value in limits.items() if "-" not in value}
    begins = means.get("time") or hours.get("from")
    same = [one for one in repeats if one.each == unit and one.begins == begins]
    if any(one.begins not in (begins, None) or one.each != unit for one in repeats):
        return "wrong"
    days = {key: value for key, value in limits.items() if "-" in value}
    if not days:
        return _verdict(bool(same), wrong=bool(told))
    wish = Wanted.of(days, text)
    assert wish
    found = _once(wish, told, now) if told else "unread"
    return found if same or found == "wrong" else "unread"


def _once(wish: Wanted, told: Sequence[Said], now: datetime) -> str:
    if any(_is_wrong(wish, one) for one in told):
        return "wrong"
    today = [
        one if one.day_named or one.starts.date() != now.date() else replace(one, day_named=True)
        for one in told
    ]
    return "right" if any(_is_right(wish, one) for one in today) else "unread"


def _ends(said: Said) -> tuple[date | None, time | None]:
    """Its end: of whole days the last of them."""
    if said.grain not in ("minute", "part"):
        return (said.ends - DAY).date(), None
    return (said.ends.date() if said.day_named else None), said.ends.time()


def _starts(said: Said) -> tuple[date | None, time | None]:
    hour = said.starts.time() if said.clock_named else None
    return (said.starts.date() if said.day_named else None), hour


def _is_wrong(wish: Wanted, said: Said) -> bool:
    """Whether it has a day or an hour that nobody meant."""
    limits = [one for one in (wish.starts, wish.ends) if one]
    days = {day for day, _ in limits if day}
    if said.day_named and not said.day_open and _strays(said, days):
        return True
    if said.bound != "at" and wish.bound == "at" and wish.starts == wish.ends:
        return True
    if not said.clock_named:
        return False
    if said.grain == "part":
        return not _same_part(wish, said, [hour for _, hour in limits if hour])
    hours = {hour for _, hour in limits if hour}
    found = (
        {said.starts.time()}
        if said.bound in ("after", "from") or said.is_moment
        else {said.ends.time()}
    )
    if said.bound == "at" and not said.is_moment:
        found |= {said.starts.time()}
    if wish.part and not hours:
        first, last = PARTS[wish.part]
        return not all(first <= (one.hour or 24) <= last for one in found)
    return not all(any(_like(wish, one, hour) for hour in hours) for one in found)


def _strays(said: Said, days: set[date]) -> bool:
    """A day beside those that were meant. A week or a month around them is no more than vague."""
    if not days:
        return said.starts.date() != said.ends.date() or not said.is_moment
    if said.bound == "before" and not said.is_moment:
        return _ends(said)[0] not in days
    if said.grain in ("week", "weekend", "month"):
        return not (said.starts.date() <= min(days) <= said.ends.date())
    first, last = said.starts.date(), _ends(said)[0] or said.ends.date()
    if said.grain == "part" and said.ends.time() == time():
        last = first
    return not (min(days) <= first and last <= max(days))


def _same_part(wish: Wanted, said: Said, hours: Sequence[time]) -> bool:
    if wish.part is None:
        return any(_inside(said, hour) for hour in hours)
    first, last = PARTS[wish.part]
    return first <= said.starts.hour < last


def _inside(said: Said, hour: time) -> bool:
    """An evening lasts until midnight, whatever a reader offers of it."""
    last = 24 if said.ends.hour > 18 else said.ends.hour  # noqa: PLR2004
    return said.starts.hour <= hour.hour < last or (hour.hour, hour.minute) == (last, 0)


def _like(wish: Wanted, one: time, hour: time) -> bool:
    if not wish.near:
        return one == hour
    both = (datetime.combine(date.min + DAY, each) for each in (one, hour))
    first, second = sorted(both)
    return second - first <= NEAR


def _is_right(wish: Wanted, said: Said) -> bool:
    """All that was meant; an hour without a numeral may be asked for."""
    same = {"until": "before", "from": "after"}.get(said.bound, said.bound)
    if same != wish.bound:
        return False
    if wish.part and not wish.meal and not (said.grain in ("part", "minute") and said.clock_named):
        return False
    starts, ends = _starts(said), _ends(said)
    if said.is_moment:
        ends = starts
    if wish.bound == "before" and not said.is_moment:
        starts = ends
    if wish.bound == "after":
        ends = starts
    pairs = [(wish.starts, starts)] if wish.starts else []
    pairs += [(wish.ends, ends)] if wish.ends else []
    return all(_meets(wish, want, found) for want, found in pairs)


def _meets(
    wish: Wanted,
    want: tuple[date | None, time | None] | None,
    found: tuple[date | None, time | None],
) -> bool:
    assert want
    if want[0] and want[0] != found[0]:
        return False
    if want[1] is None or (wish.part and wish.bound == "at"):
        return True
    if found[1] is None:
        return wish.near
    return _like(wish, found[1], want[1])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.times", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--mistakes", choices=("odd", "even", "all"), help="by number of the line")
    chosen = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in chosen.files:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            one = json.loads(line)
            now = datetime.fromisoformat(one["now"]).replace(tzinfo=ZONE)
            values = read(normalise(one["text"]).text, now)
            verdict = judge(one["means"], one["text"], values, now)
            half = "odd" if number % 2 else "even"
            for name in ("all", one["lang"], half, "none" if "none" in one["means"] else "some"):
                counts[name][verdict] += 1
            if verdict != "right" and chosen.mistakes in (half, "all"):
                print(f"{number} {verdict} {one['now']} {one['text']}\n  {one['means']}")
                for value in values:
                    print(f"  {value}")
    print(f"{'':<8}{'n':>6}{'right':>8}{'unread':>8}{'wrong':>8}")
    for name, count in counts.items():
        told = "".join(f"{count[verdict]:>8}" for verdict in ("right", "unread", "wrong"))
        print(f"{name:<8}{count.total():>6}{told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
