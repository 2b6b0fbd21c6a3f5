"""How long tickets took: medians and what nine of ten stay below, by category, building, person and
week. Each row leads to its tickets."""

from collections.abc import Callable, Hashable, Sequence
from datetime import timedelta
from urllib.parse import urlencode

from babel.dates import format_date

from desk.frame.call import Call
from desk.reports import words
from desk.reports.figure import Figure, figure, number_column, words_column
from desk.reports.numbers import Numbers
from desk.reports.table import Cell
from services.park import places
from services.reports import grouped, people
from services.reports.grouped import Group
from services.reports.period import Period

_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_WEEK = timedelta(days=6)


async def by_category(call: Call, numbers: Numbers) -> Figure:
    found = grouped.grouped(await numbers.resolutions(), lambda one: (one.kind, one.category))

    def called(key: tuple[str, str]) -> str:
        kind, category = key
        code = f"shell-category-{category}" if kind == "repair" else f"shell-kind-{kind}"
        return call.text(code)

    def leads(key: tuple[str, str]) -> dict[str, str]:
        kind, category = key
        return {"kind": kind} | ({"category": category} if kind == "repair" else {})

    return _figure(call, numbers, "by-category", _most_first(found), called=called, leads=leads)


async def by_building(call: Call, numbers: Numbers) -> Figure:
    found = grouped.grouped(await numbers.resolutions(), lambda one: one.building or "")
    names = await places.building_names(call.session, call.park.id, call.language)

    def called(code: str) -> str:
        return names.get(code, code) or call.text("reports-no-building")

    return _figure(
        call,
        numbers,
        "by-building",
        _most_first(found),
        called=called,
        leads=lambda code: {"building": code or "-"},
    )


async def by_person(call: Call, numbers: Numbers) -> Figure:
    found = grouped.grouped(await numbers.resolutions(), lambda one: one.assignee_id)
    names = await people.names(call.session, call.park.id, {one.key for one in found})

    def called(staff_id: int | None) -> str:
        return names.get(staff_id or 0) or call.text("reports-nobody")

    return _figure(
        call,
        numbers,
        "by-person",
        _most_first(found),
        called=called,
        leads=lambda staff_id: {"assignee": str(staff_id)} if staff_id else {"whose": "nobody"},
    )


async def by_week(call: Call, numbers: Numbers) -> Figure:
    period = numbers.period
    found = grouped.grouped(
        await numbers.resolutions(), lambda one: grouped.week_of(one, period.zone)
    )
    return _figure(
        call,
        numbers,
        "by-week",
        sorted(found, key=lambda one: one.key),
        called=lambda monday: format_date(monday, "medium", locale=_LOCALE[call.language]),
        leads=lambda monday: {
            "since": str(max(monday, period.first)),
            "until": str(min(monday + _WEEK, period.last)),
        },
    )


def _most_first[Key: Hashable](found: Sequence[Group[Key]]) -> list[Group[Key]]:
    return sorted(found, key=lambda one: -one.took.count)


def _figure[Key: Hashable](
    call: Call,
    numbers: Numbers,
    key: str,
    found: Sequence[Group[Key]],
    *,
    called: Callable[[Key], str],
    leads: Callable[[Key], dict[str, str]],
) -> Figure:
    rows = [
        [
            words.words_cell(called(one.key)),
            Cell(*_count(call, one), href=to_tickets(numbers.period, "resolved", leads(one.key))),
            words.duration_cell(call, one.responded.median),
            words.duration_cell(call, one.responded.p90),
            words.duration_cell(call, one.took.median),
            words.duration_cell(call, one.took.p90),
        ]
        for one in found
    ]
    columns = [
        words_column(call, key),
        number_column(call, "resolved"),
        *(
            number_column(call, one, unit="minutes")
            for one in ("responded-median", "responded-p90", "took-median", "took-p90")
        ),
    ]
    return figure(call, key, columns, rows, empty=not found)


def _count[Key: Hashable](call: Call, one: Group[Key]) -> tuple[str, int]:
    cell = words.number_cell(call, one.took.count)
    return cell.shown, one.took.count


def to_tickets(period: Period, dated: str, filters: dict[str, str]) -> str:
    """The list of those tickets, as a path of the desk. `dated`: reported or resolved."""
    state = "done" if dated == "resolved" else "all"
    days = {"since": str(period.first), "until": str(period.last)}
    asked = {"view": "list", "state": state, "dated": dated, **days, **filters}
    return f"/tickets?{urlencode(asked)}"
