"""Names of weekdays and months, and the patterns that they are found by."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from .calendar import Days
from .numerals import ENGLISH

Reader = Callable[["re.Match[str]", date], "Days | None"]
WEEKDAYS = {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6}
WEEKDAYS |= {str(place + 1): place for place in range(7)}
WEEKDAYS |= {
    name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
MONTHS = {
    name: place
    for place, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}

WEEK = r"(?:周|星期|礼拜)"
SIGN = r"([一二三四五六日天]|[1-7](?!\d|天|年|点|次|个|月|号))"
NAME = r"(mon(?:day)?|tues?(?:day)?|wed(?:nesday|s)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
COUNT_EN = rf"(an?|{ENGLISH}|\d{{1,2}}|a couple of)"
