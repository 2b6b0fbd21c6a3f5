"""A day that is told by the one that was spoken of: "the Saturday before then", "再往后一周"."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from datetime import date, timedelta

from services.booking.reading.wanting import LONGEST
from services.kit.folding import legible

_EN_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_ZH_WEEKDAYS = "一二三四五六日"
_ENGLISH = re.compile(
    r"\b(?:the |one |a )?(?P<what>day|week|(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day) (?P<way>before|after|earlier|later)(?: (?:then|that|it))?(?=$|[,.!?;:]| (?:please|pls|works|is|would|if|same|at|from|instead|ok)\b)",
    re.ASCII,
)
_CHINESE = re.compile(
    r"(?:(?:再)?(?:往|提)?(?P<way>前|后|早|晚|推)(?P<one>一|1)(?:个)?(?P<what>天|周|星期|礼拜)(?![一二三四五六日天]))"
    r"|(?:(?:那|它|这)?(?:个)?之(?P<side>前|后)的?那?(?:一)?(?:个)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天]))",
    re.ASCII,
)
_BACK = frozenset({"before", "earlier", "前", "早"})


_OTHERWISE = re.compile(
    r"提醒|通知|取消|最后一|已经|\b(?:remind|notify|cancel|already|yesterday)\b", re.ASCII
)


def day_from(text: str, day: date) -> date | None:
    """The day that a message tells by `day`; None where it tells none so."""
    said = legible(text[:LONGEST])
    if _OTHERWISE.search(said):
        return None
    if (found := _ENGLISH.search(said)) is not None:
        named = found["weekday"]
        weekday = _EN_WEEKDAYS.index(named) if named else None
        return _moved(day, found["what"] == "week", found["way"] in _BACK, weekday)
    if (found := _CHINESE.search(said)) is not None:
        sign = found["weekday"]
        weekday = _ZH_WEEKDAYS.index("日" if sign == "天" else sign) if sign else None
        back = (found["way"] or found["side"]) in _BACK
        return _moved(day, found["what"] not in {"天", None}, back, weekday)
    return None


def _moved(day: date, by_week: bool, back: bool, weekday: int | None) -> date:
    way = -1 if back else 1
    if weekday is None:
        return day + timedelta(days=7 if by_week else 1) * way
    away = (day.weekday() - weekday if back else weekday - day.weekday()) % 7 or 7
    return day + timedelta(days=away) * way
