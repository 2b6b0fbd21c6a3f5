"""The figures that are tables: orders, people, comments."""

from desk.frame.call import Call
from desk.reports import words
from desk.reports.chats import leading, to_chats
from desk.reports.figure import Figure, figure, number_column, words_column
from desk.reports.heat import heat
from desk.reports.numbers import Numbers
from services.reports import people


async def ordered(call: Call, numbers: Numbers) -> Figure:
    found = await numbers.ordered()
    rows = [
        [
            words.words_cell(getattr(row, f"name_{call.language}")),
            words.words_cell(f"{row.slot:%H:%M}" if row.slot else ""),
            words.number_cell(call, row.orders),
            words.number_cell(call, row.fell_through),
            words.money_cell(call, row.revenue, row.currency),
            words.words_cell(row.currency),
        ]
        for row in found
    ]
    columns = [
        words_column(call, "outlet"),
        words_column(call, "slot"),
        *(number_column(call, one) for one in ("orders", "fell-through", "revenue")),
        words_column(call, "currency"),
    ]
    return figure(call, "orders", columns, rows, empty=not found, heat=heat(call, found))


async def agents(call: Call, numbers: Numbers) -> Figure:
    found = await people.agents(
        numbers.session, numbers.park.id, await numbers.responses(), await numbers.ratings()
    )
    rows = [
        [
            words.words_cell(one.name),
            leading(
                words.number_cell(call, one.handoffs),
                to_chats(numbers.period, "handoffs", staff=one.staff_id),
            ),
            leading(
                words.number_cell(call, one.waited.count),
                to_chats(numbers.period, "answered", staff=one.staff_id),
            ),
            words.duration_cell(call, one.waited.median),
            words.stars_cell(one.rating),
            leading(
                words.number_cell(call, one.ratings),
                to_chats(numbers.period, "rated", staff=one.staff_id),
            ),
        ]
        for one in found
    ]
    columns = [
        words_column(call, "name"),
        number_column(call, "handoffs"),
        number_column(call, "answered"),
        number_column(call, "median", unit="minutes"),
        number_column(call, "rating"),
        number_column(call, "ratings"),
    ]
    return figure(call, "agents", columns, rows, empty=not found)


async def engineers(call: Call, numbers: Numbers) -> Figure:
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
            words.number_cell(call, one.took.count),
            words.duration_cell(call, one.took.median),
            words.share_cell(one.kept),
            words.number_cell(call, one.clocks),
            words.stars_cell(one.rating),
            words.number_cell(call, one.ratings),
        ]
        for one in found
    ]
    columns = [
        words_column(call, "name"),
        number_column(call, "resolved"),
        number_column(call, "took", unit="minutes"),
        number_column(call, "kept", unit="percent"),
        *(number_column(call, one) for one in ("clocks", "rating", "ratings")),
    ]
    return figure(call, "engineers", columns, rows, empty=not found)


async def comments(call: Call, numbers: Numbers) -> Figure:
    """All that tenants wrote with their stars; as CSV alone."""
    found = [rating for rating in await numbers.ratings() if rating.comment]
    rows = [
        [
            words.moment_cell(call, numbers.period, one.at),
            words.words_cell(one.ticket_no or call.text("reports-about-conversation")),
            words.number_cell(call, one.stars),
            words.words_cell(one.comment or ""),
        ]
        for one in found
    ]
    columns = [
        *(words_column(call, one) for one in ("time", "about")),
        number_column(call, "stars"),
        words_column(call, "comment"),
    ]
    return figure(call, "comments", columns, rows, empty=not found)
