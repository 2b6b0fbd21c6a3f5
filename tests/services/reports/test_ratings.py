"""What tenants thought of conversations and tickets."""

from services.reports.ratings import Stars, average, distribution, ratings, worst
from tests.given.factories import make_park
from tests.given.reports import days, hand_off, ticket
from tests.given.sla_desk import SlaDesk, on


async def test_ratings_count_when_they_were_given(desk: SlaDesk) -> None:
    session, park = desk.session, desk.park
    given = {"rating": 5, "rated_at": "12-02 00:00"}
    handoff = await hand_off(session, park, "11-30 09:00", **given)
    rated = await ticket(
        session,
        park,
        "11-30 09:00",
        rating=2,
        rated_at="12-02 23:59:59",
        rating_comment="太慢",
        assignee_id=desk.engineer_id,
    )
    await hand_off(session, park, "12-02 09:00", rating=1, rated_at="12-03 00:00")
    await ticket(session, park, "12-02 09:00", rating=1, rated_at="12-01 23:59:59")
    await ticket(session, park, "12-02 09:00")
    await ticket(session, await make_park(session), "12-02 09:00", **given)
    late, early = await ratings(session, park.id, days("12-02"))
    assert (late.about, late.subject_id, late.ticket_no) == ("ticket", rated.id, rated.ticket_no)
    assert (late.stars, late.comment, late.staff_id) == (2, "太慢", desk.engineer_id)
    assert (early.about, early.subject_id) == ("conversation", handoff.conversation_id)
    assert (early.at, early.stars, early.comment) == (on("12-02 00:00"), 5, None)
    assert average([late, early]) == 3.5
    assert distribution([late, early]) == [
        Stars(1, 0, 0),
        Stars(2, 0, 1),
        Stars(3, 0, 0),
        Stars(4, 0, 0),
        Stars(5, 1, 0),
    ]


def test_without_ratings_there_is_no_average() -> None:
    assert average([]) is None


async def test_the_worst_are_poor_and_say_why_the_newest_of_equals_first(desk: SlaDesk) -> None:
    session, park = desk.session, desk.park
    for stars, at, comment in (
        (2, "12-02 12:00", "two"),
        (1, "12-02 09:00", "one, early"),
        (1, "12-02 10:00", "one, late"),
        (1, "12-02 11:00", None),
        (3, "12-02 13:00", "so-so"),
    ):
        await ticket(
            session, park, "12-01 09:00", rating=stars, rated_at=at, rating_comment=comment
        )
    found = await ratings(session, park.id, days("12-02"))
    assert [one.comment for one in worst(found, 9)] == ["one, late", "one, early", "two"]
    assert [one.comment for one in worst(found, 1)] == ["one, late"]
