"""The figures that are drawn."""

from desk.frame import charts
from desk.frame.call import Visit
from desk.frame.charts import Series
from desk.reports import words
from desk.reports.figure import Drawing, Figure, chart_of, figure, number_column, words_column
from desk.reports.numbers import Numbers
from desk.reports.table import Column
from services.reports import containment, promises, ratings, responses
from services.reports.tickets import Reported

URGENCIES = {"critical": "bad", "urgent": "warn", "normal": "accent", "low": "faint"}
"""With the tones that draw them."""
WORST = 8


async def queue(visit: Visit, numbers: Numbers) -> Figure:
    hours = responses.by_hour(await numbers.responses(), numbers.period.zone)
    medians = [None if h.waited.median is None else words.minutes(h.waited.median) for h in hours]
    labels = [f"{hour.hour:02}:00" for hour in hours]
    waiting, waited = visit.text("reports-queue-queued"), visit.text("reports-queue-median")
    rows = [
        [
            words.words_cell(f"{hour.hour:02}:00"),
            words.number_cell(visit, hour.queued),
            words.number_cell(visit, hour.waited.count),
            words.duration_cell(visit, hour.waited.median),
            words.duration_cell(visit, hour.waited.p90),
        ]
        for hour in hours
    ]
    columns = [
        words_column(visit, "hour"),
        number_column(visit, "queued"),
        number_column(visit, "answered"),
        number_column(visit, "median", unit="minutes"),
        number_column(visit, "p90", unit="minutes"),
    ]
    series = Series(waiting, "accent", [hour.queued for hour in hours])
    of_waits = Series(waited, "info", medians)
    empty = not any(hour.queued for hour in hours)
    drawings = [
        Drawing(charts.bars(chart_of(visit, "queue", waiting, labels, [series])), waiting),
        Drawing(charts.line(chart_of(visit, "queue-waited", waited, labels, [of_waits])), waited),
    ]
    return figure(visit, "queue", columns, rows, empty=empty, drawings=drawings)


async def categories(visit: Visit, numbers: Numbers) -> Figure:
    found = await numbers.reported()
    topics = sorted(
        {_topic(visit, row) for row in found},
        key=lambda topic: (-sum(row.count for row in found if _topic(visit, row) == topic), topic),
    )
    counts: dict[tuple[str, str], int] = {}
    for row in found:
        place = (_topic(visit, row), row.urgency)
        counts[place] = counts.get(place, 0) + row.count
    series = [
        Series(
            visit.text(f"shell-urgency-{urgency}"),
            tone,
            [counts.get((topic, urgency), 0) for topic in topics],
        )
        for urgency, tone in URGENCIES.items()
    ]
    rows = [
        [
            words.words_cell(visit.text(f"shell-kind-{row.kind}")),
            words.words_cell(visit.text(f"shell-category-{row.category}")),
            words.words_cell(visit.text(f"shell-urgency-{row.urgency}")),
            words.number_cell(visit, row.count),
        ]
        for row in found
    ]
    columns = [*(words_column(visit, one) for one in ("kind", "category", "urgency"))]
    columns.append(number_column(visit, "tickets"))
    title = visit.text("reports-categories")
    chart = charts.rows(chart_of(visit, "categories", title, topics, series))
    return figure(
        visit,
        "categories",
        columns,
        rows,
        empty=not found,
        drawings=[Drawing(chart, legend=series)],
    )


def _topic(visit: Visit, row: Reported) -> str:
    """Repairs by their category; what is no repair by its kind."""
    if row.kind == "repair":
        return visit.text(f"shell-category-{row.category}")
    return visit.text(f"shell-kind-{row.kind}")


async def breaches(visit: Visit, numbers: Numbers) -> Figure:
    period = numbers.period
    found = promises.over_time(await numbers.outcomes(), period)
    labels = [words.step_label(visit, period, step.start) for step in found]
    series = [
        Series(visit.text("reports-clock-respond"), "warn", [step.respond for step in found]),
        Series(visit.text("reports-clock-resolve"), "bad", [step.resolve for step in found]),
    ]
    rows = [
        [
            words.step_cell(visit, period, step.start),
            words.number_cell(visit, step.respond),
            words.number_cell(visit, step.resolve),
        ]
        for step in found
    ]
    columns = [
        words_column(visit, period.unit),
        *(Column(one.name) for one in series),
    ]
    drawn = charts.bars(chart_of(visit, "breaches", visit.text("reports-breaches"), labels, series))
    empty = not any(step.respond or step.resolve for step in found)
    return figure(
        visit, "breaches", columns, rows, empty=empty, drawings=[Drawing(drawn, legend=series)]
    )


async def given(visit: Visit, numbers: Numbers) -> Figure:
    found = await numbers.ratings()
    stars = ratings.distribution(found)
    labels = [visit.text("reports-stars", stars=str(one.stars)) for one in stars]
    series = [
        Series(visit.text("reports-conversations"), "accent", [one.conversations for one in stars]),
        Series(visit.text("reports-tickets"), "info", [one.tickets for one in stars]),
    ]
    rows = [
        [
            words.number_cell(visit, one.stars),
            words.number_cell(visit, one.conversations),
            words.number_cell(visit, one.tickets),
        ]
        for one in stars
    ]
    columns = [number_column(visit, "stars"), *(Column(one.name) for one in series)]
    drawn = charts.bars(chart_of(visit, "ratings", visit.text("reports-ratings"), labels, series))
    return figure(
        visit,
        "ratings",
        columns,
        rows,
        empty=not found,
        drawings=[Drawing(drawn, legend=series)],
        worst=ratings.worst(found, WORST),
    )


async def contained(visit: Visit, numbers: Numbers) -> Figure:
    period = numbers.period
    found = await containment.over_time(numbers.session, numbers.park.id, period)
    title = visit.text("reports-containment")
    labels = [words.step_label(visit, period, step.start) for step in found]
    series = [Series(title, "accent", [step.share for step in found])]
    rows = [
        [
            words.step_cell(visit, period, step.start),
            words.number_cell(visit, step.conversations),
            words.number_cell(visit, step.contained),
            words.share_cell(step.share),
        ]
        for step in found
    ]
    columns = [
        words_column(visit, period.unit),
        number_column(visit, "conversations"),
        number_column(visit, "contained"),
        number_column(visit, "share", unit="percent"),
    ]
    chart = chart_of(visit, "containment", title, labels, series, told=words.share, top=1)
    empty = not any(step.conversations for step in found)
    return figure(
        visit, "containment", columns, rows, empty=empty, drawings=[Drawing(charts.line(chart))]
    )
