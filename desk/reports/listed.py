"""The figures that are tables: orders, people, comments."""

from desk.frame.call import Visit
from desk.reports import words
from desk.reports.figure import Figure, figure, number_column, words_column
from desk.reports.heat import heat
from desk.reports.numbers import Numbers
from services.reports import people


async def ordered(visit: Visit, numbers: Numbers) -> Figure:
    found = await numbers.ordered()
    rows = [
        [
            words.words_cell(getattr(row, f"name_{visit.language}")),
            words.words_cell(f"{row.slot:%H:%M}" if row.slot else ""),
            words.number_cell(visit, row.orders),
            words.number_cell(visit, row.fell_through),
            words.money_cell(visit, row.revenue, row.currency),
            words.words_cell(row.currency),
        ]
        for row in found
    ]
    columns = [
        words_column(visit, "outlet"),
        words_column(visit, "slot"),
        *(number_column(visit, one) for one in ("orders", "fell-through", "revenue")),
        words_column(visit, "currency"),
    ]
    return figure(visit, "orders", columns, rows, empty=not found, heat=heat(visit, found))


async def agents(visit: Visit, numbers: Numbers) -> Figure:
    found = await people.agents(
        numbers.session, numbers.park.id, await numbers.responses(), await numbers.ratings()
    )
    rows = [
        [
            words.words_cell(one.name),
            words.number_cell(visit, one.handoffs),
            words.number_cell(visit, one.waited.count),
            words.duration_cell(visit, one.waited.median),
            words.stars_cell(one.rating),
            words.number_cell(visit, one.ratings),
        ]
        for one in found
    ]
    columns = [
        words_column(visit, "name"),
        number_column(visit, "handoffs"),
        number_column(visit, "answered"),
        number_column(visit, "median", unit="minutes"),
        number_column(visit, "rating"),
        number_column(visit, "ratings"),
    ]
    return figure(visit, "agents", columns, rows, empty=not found)


async def engineers(visit: Visit, numbers: Numbers) -> Figure:
    found = await people.engineers(
        numbers.session,
        numbers.park.id,
        await numbers.resolutions(),
        await numbers.outcomes(),
        await numbers.ratings(),
    )
    rows = [
        [
            words.words_cell(one.name),
            words.number_cell(visit, one.took.count),
            words.duration_cell(visit, one.took.median),
            words.share_cell(one.kept),
            words.number_cell(visit, one.clocks),
            words.stars_cell(one.rating),
            words.number_cell(visit, one.ratings),
        ]
        for one in found
    ]
    columns = [
        words_column(visit, "name"),
        number_column(visit, "resolved"),
        number_column(visit, "took", unit="minutes"),
        number_column(visit, "kept", unit="percent"),
        *(number_column(visit, one) for one in ("clocks", "rating", "ratings")),
    ]
    return figure(visit, "engineers", columns, rows, empty=not found)


async def comments(visit: Visit, numbers: Numbers) -> Figure:
    """All that tenants wrote with their stars; as CSV alone."""
    found = [rating for rating in await numbers.ratings() if rating.comment]
    rows = [
        [
            words.moment_cell(visit, numbers.period, one.at),
            words.words_cell(one.ticket_no or visit.text("reports-about-conversation")),
            words.number_cell(visit, one.stars),
            words.words_cell(one.comment or ""),
        ]
        for one in found
    ]
    columns = [
        *(words_column(visit, one) for one in ("time", "about")),
        number_column(visit, "stars"),
        words_column(visit, "comment"),
    ]
    return figure(visit, "comments", columns, rows, empty=not found)
