"""Whatever happens to orders, a company's books add up to the fen.

The books are kept twice: in `tests.services.accounting.ledger_books` as a person would write them
down, and in the database. Each of these faults was planted once, and makes the test fail:

- orders: one that ends gives back all and not the rest; none, where a part was given back
  before; none when rejected, or expired; placing or saying yes twice counts twice;
- the limit: not looked at; reached by an order of exactly what is left; not lifted by a yes; a
  denied order stays the company's; a closed account is charged; the yes is not noted on the
  payment;
- months: a refund lowers the month of its charge, or is booked in it; months are those of UTC;
- the two sums: a refund is not in the month's sum, or not in the ledger; what is charged is a
  part of the order; a statement without its refunds, or with those of every month;
- refunds: the sum is set and not added to; a sum is held against all that was charged, and not
  what is left; the last fen is refused; a dish is given back more than once, or counts once
  however many, or is not noted; the money goes to the account that the person has now; the
  payment is called refunded when a part is; the event tells the sum of all, or none tells of
  the payment;
- a form that comes twice: it is done again, at once, the next day, the next month, or once the
  order has ended.
"""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.given.demo_park import DemoPark
from tests.services.accounting.ledger_books import Books
from tests.services.accounting.ledger_walk import Walk

Steps = list[tuple[str, int]]
NUMBERS = {
    **{"order": (1, 4), "order_two": (1, 2), "place_again": (0, 5)},
    **dict.fromkeys(("cancel", "reject", "lapse", "complete"), (0, 5)),
    **dict.fromkeys(("approve", "deny", "expire"), (0, 5)),
    **{"pay_oneself": (0, 0), "close": (0, 1), "leave": (0, 5), "limit": (0, 20_000)},
    **{"refund_sum": (1, 9000), "refund_rest": (0, 5), "refund_line": (0, 35)},
    **{"repeat_refund": (0, 5), "next_day": (0, 0), "next_month": (0, 0)},
}
"""Every step of a walk, with the least and the largest number that it is given."""
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just(step), st.integers(least, most))
        for step, (least, most) in NUMBERS.items()
    ),
    min_size=1,
    max_size=14,
)

PART_THEN_CANCELLED = [("order", 2), ("refund_sum", 500), ("cancel", 0)]
PART_THEN_CANCELLED_NEXT_MONTH = [*PART_THEN_CANCELLED[:2], ("next_month", 0), ("reject", 0)]
AGAIN_NEXT_DAY = [("order", 3), ("refund_line", 0), ("next_day", 0), ("repeat_refund", 0)]
AGAIN_NEXT_MONTH = [("order", 3), ("refund_sum", 1), ("next_month", 0), ("repeat_refund", 0)]
AGAIN_WHEN_CANCELLED = [*PART_THEN_CANCELLED, ("repeat_refund", 0)]
TWO_PARTS_THEN_THE_REST = [("order_two", 2), ("refund_sum", 1), ("refund_line", 3),
                           ("refund_rest", 0), ("cancel", 0)]  # fmt: skip
A_DISH_TWICE = [("order_two", 2), ("refund_line", 4), ("refund_line", 3), ("refund_line", 1)]
NOT_ACCEPTED = [("order", 1), ("lapse", 0)]
TO_THE_FEN = [("limit", 2200), ("order", 1), ("order", 1), ("approve", 0), ("cancel", 1)]
DENIED = [("limit", 0), ("order", 1), ("limit", 9000), ("deny", 0), ("pay_oneself", 0),
          ("complete", 0)]  # fmt: skip
CLOSED_MEANWHILE = [("limit", 0), ("order", 1), ("close", 1), ("approve", 0), ("order", 1)]
LEFT_MEANWHILE = [("order", 2), ("leave", 0), ("refund_line", 0), ("cancel", 0)]
PRESSED_TWICE = [("order", 1), ("place_again", 0), ("cancel", 0), ("place_again", 0)]
THE_LAST_MINUTE_OF_A_MONTH = [("order", 1), ("next_month", 0), ("order", 3), ("cancel", 0)]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(PART_THEN_CANCELLED)
@example(PART_THEN_CANCELLED_NEXT_MONTH)
@example(AGAIN_NEXT_DAY)
@example(AGAIN_NEXT_MONTH)
@example(AGAIN_WHEN_CANCELLED)
@example(TWO_PARTS_THEN_THE_REST)
@example(A_DISH_TWICE)
@example(NOT_ACCEPTED)
@example(TO_THE_FEN)
@example(DENIED)
@example(CLOSED_MEANWHILE)
@example(LEFT_MEANWHILE)
@example(PRESSED_TWICE)
@example(THE_LAST_MINUTE_OF_A_MONTH)
@given(STEPS)
async def test_the_books_add_up_whatever_happens(demo: DemoPark, steps: Steps) -> None:
    async with demo.sessions() as session:
        walk = await Walk.begin(demo, session)
        for what, n in steps:
            await walk.step(what, n)
        await walk.check()
        await session.rollback()


def test_the_pencil_itself_notices_what_it_should() -> None:
    """The property above could not fail if its books let everything pass."""
    books = Books()
    books.charge(1, 7000, "2026-12", approved=False)
    with pytest.raises(AssertionError, match="above the limit"):
        books.charge(2, 1, "2026-12", approved=False)
    books.charge(2, 1, "2026-12", approved=True)
    with pytest.raises(AssertionError, match="more than was charged"):
        books.give_back(2, 2, "2026-12")
