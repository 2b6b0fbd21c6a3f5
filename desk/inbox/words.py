"""How the inbox says things: names, waits, days. Given to its templates."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from desk.frame import people
from desk.frame.call import Call
from desk.inbox.codes import CATEGORIES, commands, intents
from models.conversations import Message
from models.people import Person
from services.kit.money import format_money

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_PATTERN = {"zh": "M月d日 EEEE", "en": "EEEE d MMMM"}
_SHORT = {"zh": "M月d日", "en": "d MMM"}
_WITH_YEAR = {"zh": "y年M月d日 EEEE", "en": "EEEE d MMMM y"}


def of(call: Call) -> dict[str, Any]:
    """The functions below, bound to who reads."""
    return {
        "called": lambda person: called(call, person),
        "waited": lambda since: waited(call, since),
        "day_name": lambda day: day_name(call, day),
        "last_words": lambda message: last_words(call, message),
        "short": lambda moment: short(call, moment),
        "intent_name": lambda code: intent_name(call, code),
        "money": lambda minor, currency: format_money(minor, currency, call.language),
        "intents": intents(),
        "categories": CATEGORIES,
    }


def called(call: Call, person: Person) -> str:
    """Their name, or 租户 #12."""
    unnamed = call.text("inbox-guest", number=str(person.id))
    return people.called(person, call.language, unnamed)


def waited(call: Call, since: datetime) -> str:
    """3 分钟, 2 h: short, as static/inbox/clock.js goes on with it."""
    seconds = max((call.now - since).total_seconds(), 0)
    if seconds < _MINUTE:
        return call.text("inbox-wait-now")
    if seconds < _HOUR:
        return call.text("inbox-wait-minutes", n=str(int(seconds // _MINUTE)))
    if seconds < _DAY:
        return call.text("inbox-wait-hours", n=str(int(seconds // _HOUR)))
    return call.text("inbox-wait-days", n=str(int(seconds // _DAY)))


def day_name(call: Call, day: date) -> str:
    today = call.now.astimezone(ZoneInfo(call.park.timezone)).date()
    if day == today:
        return call.text("inbox-today")
    if (today - day).days == 1:
        return call.text("inbox-yesterday")
    patterns = _PATTERN if day.year == today.year else _WITH_YEAR
    return format_date(day, patterns[call.language], locale=_LOCALE[call.language])


def short(call: Call, moment: datetime) -> str:
    """14:05 today, else the date: for a column of moments."""
    zone = ZoneInfo(call.park.timezone)
    local = moment.astimezone(zone)
    if local.date() == call.now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return format_date(local, _SHORT[call.language], locale=_LOCALE[call.language])


def intent_name(call: Call, code: str) -> str:
    """Its name; the code itself where the bot knows an intent that we do not."""
    intent = code.partition("/")[0]
    known = intent in {*intents(), *commands()}
    return call.text(f"inbox-intent-{intent}") if known else code


def last_words(call: Call, message: Message) -> str:
    """One line of the list."""
    if message.text:
        return message.text[:160]
    if message.data.get("photos"):
        return call.text("inbox-photo")
    if sent := message.data.get("files"):
        voice = sent[0]["kind"] == "voice"
        return call.text("inbox-voice", seconds=sent[0]["seconds"]) if voice else sent[0]["name"]
    return ""
