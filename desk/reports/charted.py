"""The figures that are drawn."""

from dataclasses import replace

from desk.frame import charts
from desk.frame.call import Call
from desk.frame.charts import Series
from desk.reports import durations, words
from desk.reports.figure import Drawing, Figure, chart_of, figure, number_column, words_column
from desk.reports.numbers import Numbers
from desk.reports.table import Column
from services.reports import containment, promises, ratings, responses
from services.reports.tickets import Reported

URGENCIES = {"critical": "bad", "urgent": "warn", "normal": "accent", "low": "faint"}
"""With the tones that draw them."""
WORST = 8


async def queue(call: Call, numbers: Numbers) -> Figure:
    hours = responses.by_hour(await numbers.responses(), numbers.period.zone)
    medians = [None if h.waited.median is None else words.minutes(h.waited.median) for h in hours]
    labels = [f"{hour.hour:02}:00" for hour in hours]
    waiting, waited = call.text("reports-queue-queued"), call.text("reports-queue-median")
    rows = [
        [
            words.words_cell(f"{hour.hour:02}:00"),
            words.number_cell(call, hour.queued),
            words.number_cell(call, hour.waited.count),
            words.duration_cell(call, hour.waited.median),
            words.duration_cell(call, hour.waited.p90),
        ]
        for hour in hours
    ]
    columns = [
        words_column(call, "hour"),
        number_column(call, "queued"),
        number_column(call, "answered"),
        number_column(call, "median", unit="minutes"),
        number_column(call, "p90", unit="minutes"),
    ]
    series = Series(waiting, "accent", [hour.queued for hour in hours])
    of_waits = Series(waited, "info", medians)
    empty = not any(hour.queued for hour in hours)
    drawings = [
        Drawing(charts.bars(chart_of(call, "queue", waiting, labels, [series])), waiting),
        Drawing(charts.line(chart_of(call, "queue-waited", waited, labels, [of_waits])), waited),
    ]
    return figure(call, "queue", columns, rows, empty=empty, drawings=drawings)


async def categories(call: Call, numbers: Numbers) -> Figure:
    found = await numbers.reported()
    topics = sorted(
        {_topic(call, row) for row in found},
        key=lambda topic: (-sum(row.count for row in found if _topic(call, row) == topic), topic),
    )
    counts: dict[tuple[str, str], int] = {}
    for row in found:
        place = (_topic(call, row), row.urgency)
        counts[place] = counts.get(place, 0) + row.count
    series = [
        Series(
            call.text(f"shell-urgency-{urgency}"),
            tone,
            [counts.get((topic, urgency), 0) for topic in topics],
        )
        for urgency, tone in URGENCIES.items()
    ]
    rows = [
        [
            words.words_cell(call.text(f"shell-kind-{row.kind}")),
            words.words_cell(call.text(f"shell-category-{row.category}")),
            words.words_cell(call.text(f"shell-urgency-{row.urgency}")),
            replace(words.number_cell(call, row.count), href=_leads(numbers, row)),
        ]
        for row in found
    ]
    columns = [*(words_column(call, one) for one in ("kind", "category", "urgency"))]
    columns.append(number_column(call, "tickets"))
    title = call.text("reports-categories")
    chart = charts.rows(chart_of(call, "categories", title, topics, series))
    return figure(
        call,
        "categories",
        columns,
        rows,
        empty=not found,
        drawings=[Drawing(chart, legend=series)],
    )


def _leads(numbers: Numbers, row: Reported) -> str:
    filters = {"kind": row.kind, "category": row.category, "urgency": row.urgency}
    return durations.to_tickets(numbers.period, "reported", filters)


def _topic(call: Call, row: Reported) -> str:
    """Repairs by their category; what is no repair by its kind."""
    if row.kind == "repair":
        return call.text(f"shell-category-{row.category}")
    return call.text(f"shell-kind-{row.kind}")


async def breaches(call: Call, numbers: Numbers) -> Figure:
    period = numbers.period
    found = promises.over_time(await numbers.outcomes(), period)
    labels = [words.step_label(call, period, step.start) for step in found]
    series = [
        Series(call.text("reports-clock-respond"), "warn", [step.respond for step in found]),
        Series(call.text("reports-clock-resolve"), "bad", [step.resolve for step in found]),
    ]
    rows = [
        [
            words.step_cell(call, period, step.start),
            words.number_cell(call, step.respond),
            words.number_cell(call, step.resolve),
        ]
        for step in found
    ]
    columns = [
        words_column(call, period.unit),
        *(Column(one.name) for one in series),
    ]
    drawn = charts.bars(chart_of(call, "breaches", call.text("reports-breaches"), labels, series))
    empty = not any(step.respond or step.resolve for step in found)
    return figure(
        call, "breaches", columns, rows, empty=empty, drawings=[Drawing(drawn, legend=series)]
    )


async def given(call: Call, numbers: Numbers) -> Figure:
    found = await numbers.ratings()
    stars = ratings.distribution(found)
    labels = [call.text("reports-stars", stars=str(one.stars)) for one in stars]
    series = [
        Series(call.text("reports-conversations"), "accent", [one.conversations for one in stars]),
        Series(call.text("reports-tickets"), "info", [one.tickets for one in stars]),
    ]
    rows = [
        [
            words.number_cell(call, one.stars),
            words.number_cell(call, one.conversations),
            words.number_cell(call, one.tickets),
        ]
        for one in stars
    ]
    columns = [number_column(call, "stars"), *(Column(one.name) for one in series)]
    drawn = charts.bars(chart_of(call, "ratings", call.text("reports-ratings"), labels, series))
    return figure(
        call,
        "ratings",
        columns,
        rows,
        empty=not found,
        drawings=[Drawing(drawn, legend=series)],
        worst=ratings.worst(found, WORST),
    )


async def contained(call: Call, numbers: Numbers) -> Figure:
    period = numbers.period
    found = await containment.over_time(numbers.session, numbers.park.id, period)
    title = call.text("reports-containment")
    labels = [words.step_label(call, period, step.start) for step in found]
    series = [Series(title, "accent", [step.share for step in found])]
    rows = [
        [
            words.step_cell(call, period, step.start),
            words.number_cell(call, step.conversations),
            words.number_cell(call, step.contained),
            words.share_cell(step.share),
        ]
        for step in found
    ]
    columns = [
        words_column(call, period.unit),
        number_column(call, "conversations"),
        number_column(call, "contained"),
        number_column(call, "share", unit="percent"),
    ]
    chart = chart_of(call, "containment", title, labels, series, told=words.share, top=1)
    empty = not any(step.conversations for step in found)
    return figure(
        call, "containment", columns, rows, empty=empty, drawings=[Drawing(charts.line(chart))]
    )
