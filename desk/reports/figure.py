"""A figure of the page: a table, of which its CSV is made, and what draws it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from desk.frame.call import Call
from desk.frame.charts import Chart, Series
from desk.reports.heat import Heat
from desk.reports.numbers import Numbers
from desk.reports.table import Cell, Column, Table
from services.reports.ratings import Rating


@dataclass(frozen=True, slots=True)
class Drawing:
    """`caption` names it where a figure has several; `legend` where it has several series."""

    chart: Markup
    caption: str = ""
    legend: Sequence[Series] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """`empty`: there is nothing to show in this period."""

    key: str
    title: str
    note: str
    table: Table
    empty: bool
    drawings: Sequence[Drawing] = ()
    heat: Heat | None = None
    worst: Sequence[Rating] = ()


Maker = Callable[[Call, Numbers], Awaitable[Figure]]


def figure(
    call: Call,
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    empty: bool,
    drawings: Sequence[Drawing] = (),
    heat: Heat | None = None,
    worst: Sequence[Rating] = (),
) -> Figure:
    """Named and explained by the texts of its key."""
    title, note = call.text(f"reports-{key}"), call.text(f"reports-{key}-note")
    return Figure(key, title, note, Table(columns, rows), empty, drawings, heat, worst)


def chart_of(
    call: Call,
    key: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    told: Callable[[float], str] = "{:g}".format,
    top: float | None = None,
) -> Chart:
    """A chart that says what its greatest value is to who cannot see it."""
    sums = [sum(one.values[at] or 0 for one in series) for at in range(len(labels))]
    greatest = max(sums, default=0)
    description = (
        call.text(
            "reports-chart-greatest", label=labels[sums.index(greatest)], value=told(greatest)
        )
        if greatest
        else call.text("reports-nothing")
    )
    return Chart(key, title, description, labels, series, told, top)


def words_column(call: Call, key: str) -> Column:
    return Column(call.text(f"reports-column-{key}"), number=False)


def number_column(call: Call, key: str, unit: str = "") -> Column:
    """`unit`: minutes or percent, as the CSV counts."""
    title = call.text(f"reports-column-{key}")
    return Column(title, call.text(f"reports-unit-{unit}") if unit else "")
