"""What an endpoint answered, recorded once."""

from datetime import timedelta
from random import Random

from parkline.stores.database import Sessions
from services.vendors.attempts import Done, RetryAt
from services.vendors.outcomes import Answer, Answered, record, record_plain
from tests.contract.vendor_delivery import NOW, make_world
from tests.services.vendors.owing import URL, claims


async def test_an_answer_recorded_by_two_counts_once(sessions: Sessions) -> None:
    """A job taken for dead while it was only slow: both workers record the same attempt."""
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()
    [taken] = await claims(world)
    failed, fine = Answer(status=500, milliseconds=1), Answer(status=200, milliseconds=1)
    later = NOW + timedelta(seconds=9)

    async with sessions.begin() as session:
        first = await record_plain(session, [Answered(taken, fine, NOW)])
    async with sessions.begin() as session:
        late = await record(session, taken, failed, at=NOW, random=Random(1))
    async with sessions.begin() as session:
        again = await record_plain(session, [Answered(taken, fine, later)])

    assert (first.outcomes, again.outcomes) == ([Done("delivered")], [Done("superseded")])
    assert late == Done("superseded")
    delivery = await world.delivery(delivery_id)
    assert (delivery.status, delivery.attempts) == ("delivered", 1)
    assert delivery.delivered_at == NOW
    assert len(await world.attempts(delivery_id)) == 3


async def test_a_failure_recorded_by_two_counts_once(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()
    [taken] = await claims(world)
    failed = Answer(status=500, milliseconds=1)
    async with sessions.begin() as session:
        first = await record(session, taken, failed, at=NOW, random=Random(1))
    async with sessions.begin() as session:
        again = await record(
            session, taken, failed, at=NOW + timedelta(seconds=9), random=Random(1)
        )
    assert isinstance(first, RetryAt)
    assert again == RetryAt(first.at, "early")
    delivery = await world.delivery(delivery_id)
    assert (delivery.status, delivery.attempts) == ("pending", 1)
    assert delivery.next_attempt_at == first.at


async def test_a_success_that_comes_after_another_recorded_the_attempt_changes_nothing(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    [delivery_id] = await world.place()
    [taken] = await claims(world)
    failed, fine = Answer(status=500, milliseconds=1), Answer(status=200, milliseconds=1)
    async with sessions.begin() as session:
        await record(session, taken, failed, at=NOW, random=Random(1))
    async with sessions.begin() as session:
        late = await record_plain(session, [Answered(taken, fine, NOW)])
    assert late.outcomes == [Done("superseded")]
    delivery = await world.delivery(delivery_id)
    assert (delivery.status, delivery.attempts) == ("pending", 1)


async def test_who_records_learns_whether_the_order_goes_on(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await world.endpoint(URL)
    order = await world.order()
    for _ in range(2):
        await world.owe(order)
    fine, found = Answer(status=200, milliseconds=1), []
    for _ in range(2):
        [taken] = await claims(world)
        async with sessions.begin() as session:
            recorded = await record_plain(session, [Answered(taken, fine, NOW)])
        found.append(recorded.is_followed)
    assert found == [True, False]
