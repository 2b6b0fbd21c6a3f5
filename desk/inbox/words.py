"""How the inbox says things: names, waits, days. Given to its templates."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from desk.frame import people
from desk.frame.call import Visit
from desk.inbox.codes import CATEGORIES, COMMANDS, INTENTS
from models import Message, Person
from services.kit.money import format_money

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_PATTERN = {"zh": "M月d日 EEEE", "en": "EEEE d MMMM"}
_SHORT = {"zh": "M月d日", "en": "d MMM"}
_WITH_YEAR = {"zh": "y年M月d日 EEEE", "en": "EEEE d MMMM y"}


def of(visit: Visit) -> dict[str, Any]:
    """The functions below, bound to who reads."""
    return {
        "called": lambda person: called(visit, person),
        "waited": lambda since: waited(visit, since),
        "day_name": lambda day: day_name(visit, day),
        "last_words": lambda message: last_words(visit, message),
        "short": lambda moment: short(visit, moment),
        "intent_name": lambda code: intent_name(visit, code),
        "money": lambda minor, currency: format_money(minor, currency, visit.language),
        "intents": INTENTS,
        "categories": CATEGORIES,
    }


def called(visit: Visit, person: Person) -> str:
    """Their name, or 访客 #12."""
    unnamed = visit.text("inbox-guest", number=str(person.id))
    return people.called(person, visit.language, unnamed)


def waited(visit: Visit, since: datetime) -> str:
    """3 分钟, 2 h: short, as static/inbox/clock.js goes on with it."""
    seconds = max((visit.now - since).total_seconds(), 0)
    if seconds < _MINUTE:
        return visit.text("inbox-wait-now")
    if seconds < _HOUR:
        return visit.text("inbox-wait-minutes", n=str(int(seconds // _MINUTE)))
    if seconds < _DAY:
        return visit.text("inbox-wait-hours", n=str(int(seconds // _HOUR)))
    return visit.text("inbox-wait-days", n=str(int(seconds // _DAY)))


def day_name(visit: Visit, day: date) -> str:
    today = visit.now.astimezone(ZoneInfo(visit.park.timezone)).date()
    if day == today:
        return visit.text("inbox-today")
    if (today - day).days == 1:
        return visit.text("inbox-yesterday")
    patterns = _PATTERN if day.year == today.year else _WITH_YEAR
    return format_date(day, patterns[visit.language], locale=_LOCALE[visit.language])


def short(visit: Visit, moment: datetime) -> str:
    """14:05 today, else the date: for a column of moments."""
    zone = ZoneInfo(visit.park.timezone)
    local = moment.astimezone(zone)
    if local.date() == visit.now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return format_date(local, _SHORT[visit.language], locale=_LOCALE[visit.language])


def intent_name(visit: Visit, code: str) -> str:
    """Its name; the code itself where the bot knows an intent that we do not."""
    intent = code.partition("/")[0]
    return visit.text(f"inbox-intent-{intent}") if intent in {*INTENTS, *COMMANDS} else code


def last_words(visit: Visit, message: Message) -> str:
    """One line of the list."""
    if message.text:
        return message.text[:160]
    if message.data.get("photos"):
        return visit.text("inbox-photo")
    return ""
