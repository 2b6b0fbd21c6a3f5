"""The numbers at the top, each with what it was in the period before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from desk.frame.call import Call
from desk.reports import words
from desk.reports.chats import leading, to_chats
from desk.reports.numbers import Numbers
from desk.reports.table import Cell, Column, Table
from services.reports import orders, promises, ratings, responses, tickets
from services.reports.promises import Outcome

MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Tile:
    """`change` is told against `before`; its tone is good, bad, or none where nothing changed."""

    title: str
    value: Cell
    before: Cell
    detail: str
    change: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A value now and before, and how a change of it is told."""

    now: float | None
    before: float | None
    cell: Callable[[float | None], Cell]
    told: Callable[[float, float], str]
    """Of now and before; empty where they cannot be compared."""
    less_is_better: bool = False

    def tile(self, title: str, detail: str, leads: str = "") -> Tile:
        """`leads`: to the rows behind it, as a path of the desk."""
        now, before = self.now, self.before
        change, tone = "", ""
        if now is not None and before is not None:
            change = self.told(now, before)
            if change.startswith(("+", MINUS)):
                tone = "good" if (now < before) is self.less_is_better else "bad"
        value = leading(self.cell(now), leads) if leads else self.cell(now)
        return Tile(title, value, self.cell(before), detail, change, tone)


async def tiles(call: Call, now: Numbers, before: Numbers) -> list[Tile]:
    return [
        await _first_response(call, now, before),
        await _resolution(call, now, before),
        *await _promises(call, now, before),
        await _rating(call, now, before),
        await _containment(call, now, before),
        await _orders(call, now, before),
        *await _revenue(call, now, before),
    ]


def as_table(call: Call, found: list[Tile]) -> Table:
    """Durations in minutes, shares in percent, sums in the currency's major unit."""
    columns = (
        Column(call.text("reports-column-figure"), number=False),
        Column(call.text("reports-column-value")),
        Column(call.text("reports-column-before")),
    )
    return Table(columns, [[words.words_cell(t.title), t.value, t.before] for t in found])


async def _first_response(call: Call, now: Numbers, before: Numbers) -> Tile:
    found = await now.responses()
    spans = responses.first_response(found)
    was = responses.first_response(await before.responses())
    detail = call.text(
        "reports-tile-first-response-detail",
        any="yes" if spans.count else "no",
        p90=words.duration(call, spans.p90),
        answered=words.number(call, spans.count),
        queued=words.number(call, len(responses.queued(found))),
    )
    measure = _duration(call, spans.median, was.median)
    leads = to_chats(now.period, "queued")
    return measure.tile(call.text("reports-tile-first-response"), detail, leads)


async def _resolution(call: Call, now: Numbers, before: Numbers) -> Tile:
    spans = tickets.resolution(await now.resolutions())
    was = tickets.resolution(await before.resolutions())
    detail = call.text(
        "reports-tile-resolution-detail",
        any="yes" if spans.count else "no",
        p90=words.duration(call, spans.p90),
        tickets=words.number(call, spans.count),
    )
    measure = _duration(call, spans.median, was.median)
    return measure.tile(call.text("reports-tile-resolution"), detail)


async def _promises(call: Call, now: Numbers, before: Numbers) -> list[Tile]:
    found, was = await now.outcomes(), await before.outcomes()
    broken = promises.broken(found)
    kept = _share(call, promises.kept(found), promises.kept(was)).tile(
        call.text("reports-tile-kept"),
        call.text(
            "reports-tile-kept-detail",
            kept=words.number(call, len(found) - len(broken)),
            clocks=words.number(call, len(found)),
        ),
    )
    breaches = _count(call, len(broken), len(promises.broken(was)), less_is_better=True).tile(
        call.text("reports-tile-breaches"),
        call.text(
            "reports-tile-breaches-detail",
            respond=_of_clock(call, broken, "respond"),
            resolve=_of_clock(call, broken, "resolve"),
        ),
    )
    return [kept, breaches]


def _of_clock(call: Call, found: list[Outcome], clock: str) -> str:
    return words.number(call, sum(outcome.clock == clock for outcome in found))


async def _rating(call: Call, now: Numbers, before: Numbers) -> Tile:
    found = await now.ratings()
    measure = Measure(
        ratings.average(found),
        ratings.average(await before.ratings()),
        words.stars_cell,
        lambda is_, was: _signed(is_ - was, ".1f"),
    )
    detail = call.text(
        "reports-tile-rating-detail",
        count=len(found),
        ratings=words.number(call, len(found)),
        median=words.number(call, ratings.median(found) or 0),
    )
    leads = to_chats(now.period, "rated") if found else ""
    return measure.tile(call.text("reports-tile-rating"), detail, leads)


async def _containment(call: Call, now: Numbers, before: Numbers) -> Tile:
    found, was = await now.containment(), await before.containment()
    detail = call.text(
        "reports-tile-containment-detail",
        contained=words.number(call, found.contained),
        conversations=words.number(call, found.conversations),
    )
    measure = _share(call, found.share, was.share)
    leads = to_chats(now.period, "needed")
    return measure.tile(call.text("reports-tile-containment"), detail, leads)


async def _orders(call: Call, now: Numbers, before: Numbers) -> Tile:
    found, was = await now.ordered(), await before.ordered()
    fell_through = sum(row.fell_through for row in found)
    detail = call.text("reports-tile-orders-detail", orders=words.number(call, fell_through))
    measure = _count(call, sum(row.orders for row in found), sum(row.orders for row in was))
    return measure.tile(call.text("reports-tile-orders"), detail)


async def _revenue(call: Call, now: Numbers, before: Numbers) -> list[Tile]:
    """One for each currency, always one for the park's."""
    found = orders.revenue(await now.ordered())
    was = orders.revenue(await before.ordered())
    return [
        Measure(
            found.get(currency, 0),
            was.get(currency, 0),
            partial(_money, call, currency),
            _percent,
        ).tile(
            call.text("reports-tile-revenue", currency=currency),
            call.text("reports-tile-revenue-detail"),
        )
        for currency in sorted({call.park.currency, *found, *was})
    ]


def _money(call: Call, currency: str, minor: float | None) -> Cell:
    return words.money_cell(call, int(minor or 0), currency)


def _duration(call: Call, now: timedelta | None, before: timedelta | None) -> Measure:
    def cell(value: float | None) -> Cell:
        return words.duration_cell(call, None if value is None else timedelta(minutes=value))

    is_, was = (None if span is None else words.minutes(span) for span in (now, before))
    return Measure(is_, was, cell, _percent, less_is_better=True)


def _share(call: Call, now: float | None, before: float | None) -> Measure:
    def told(is_: float, was: float) -> str:
        return call.text("reports-points", change=_signed(100 * (is_ - was)))

    return Measure(now, before, words.share_cell, told)


def _count(call: Call, now: int, before: int, *, less_is_better: bool = False) -> Measure:
    return Measure(
        now,
        before,
        lambda value: words.number_cell(call, int(value or 0)),
        lambda is_, was: _signed(is_ - was),
        less_is_better,
    )


def _percent(now: float, before: float) -> str:
    return f"{_signed(100 * (now - before) / before)}%" if before else ""


def _signed(change: float, form: str = ",.0f") -> str:
    told = format(abs(change), form)
    if not float(told.replace(",", "")):
        return f"±{told}"
    return ("+" if change > 0 else MINUS) + told
