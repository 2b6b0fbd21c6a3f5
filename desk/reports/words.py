"""Numbers as the reader writes them, and as cells of a table."""

from datetime import datetime, timedelta
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_precision

from desk.frame.call import Call
from desk.reports.table import Cell
from services.kit.money import format_money
from services.reports.period import Period

NONE = "–"
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_SHORT = {"zh": "M/d", "en": "d MMM"}
_LONG = {"zh": "M月d日 EEE", "en": "EEE d MMM"}


def minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)


def duration(call: Call, span: timedelta | None) -> str:
    """8 min, 2 h 15 min."""
    if span is None:
        return NONE
    if timedelta() < span < timedelta(minutes=1):
        return call.text("reports-under-a-minute")
    hours, rest = divmod(round(minutes(span)), 60)
    if not hours:
        return call.text("reports-minutes", minutes=str(rest))
    if not rest:
        return call.text("reports-hours", hours=number(call, hours))
    return call.text("reports-hours-minutes", hours=number(call, hours), minutes=str(rest))


def number(call: Call, value: float) -> str:
    return format_decimal(value, "#,##0.##", locale=_LOCALE[call.language])


def share(value: float | None) -> str:
    return NONE if value is None else f"{value:.0%}"


def stars(value: float | None) -> str:
    return NONE if value is None else f"{value:.1f}"


def money(call: Call, minor: int, currency: str) -> str:
    return format_money(minor, currency, call.language)


def step_label(call: Call, period: Period, start: datetime) -> str:
    """Along the foot of a chart: 14:00, 24 Nov."""
    local = start.astimezone(period.zone)
    if period.unit == "hour":
        return f"{local:%H:%M}"
    return format_date(local.date(), _SHORT[call.language], locale=_LOCALE[call.language])


def day(call: Call, period: Period, at: datetime) -> str:
    local = at.astimezone(period.zone)
    return format_date(local.date(), _LONG[call.language], locale=_LOCALE[call.language])


def words_cell(words: str) -> Cell:
    return Cell(words, words)


def number_cell(call: Call, value: int) -> Cell:
    return Cell(number(call, value), value)


def duration_cell(call: Call, span: timedelta | None) -> Cell:
    """In minutes."""
    return Cell(duration(call, span), None if span is None else round(minutes(span), 1))


def share_cell(value: float | None) -> Cell:
    """In percent."""
    return Cell(share(value), None if value is None else round(100 * value, 1))


def stars_cell(value: float | None) -> Cell:
    return Cell(stars(value), None if value is None else round(value, 2))


def money_cell(call: Call, minor: int, currency: str) -> Cell:
    """In the currency's major unit, as many decimals as it has."""
    precision = get_currency_precision(currency)
    return Cell(money(call, minor, currency), str(Decimal(minor).scaleb(-precision)))


def step_cell(call: Call, period: Period, start: datetime) -> Cell:
    local = start.astimezone(period.zone)
    if period.unit == "hour":
        return Cell(f"{local:%H:%M}", f"{local:%Y-%m-%d %H:%M}")
    return Cell(day(call, period, start), f"{local:%Y-%m-%d}")


def moment_cell(call: Call, period: Period, at: datetime) -> Cell:
    local = at.astimezone(period.zone)
    return Cell(f"{day(call, period, at)} {local:%H:%M}", f"{local:%Y-%m-%d %H:%M}")


def period_words(call: Call, period: Period) -> str:
    """Mon 30 Nov – Wed 2 Dec 09:30: the time of day where it ends in the middle of one."""
    end = period.end.astimezone(period.zone)
    first, last = (
        format_date(one, _LONG[call.language], locale=_LOCALE[call.language])
        for one in (period.first, period.last)
    )
    days = first if period.days == 1 else f"{first} – {last}"
    ends_at_midnight = end.date() > period.last
    return days if ends_at_midnight else call.text("reports-until", days=days, time=f"{end:%H:%M}")
