"""What is told of lost property: to whom, and that neither side learns of the other."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.conversations import Message
from models.events import EventRow
from models.lost import LostMatch
from services.events.registry import parse_event
from services.lost import alarms, claims, codes, lost, staff_alarms
from tests.given.demo_park import DemoPark
from tests.given.lost import NOW, by, matched, owner_of, reported, taken_in
from tests.given.notices import Notifier


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


async def told(notifier: Notifier, item_id: int, *, at: Any = NOW) -> Message | None:
    """What the last event of a thing makes be said."""
    before = len(await notifier.messages())
    await notifier.handle_last(f"lost:{item_id}", now=at)
    messages = await notifier.messages()
    return messages[-1] if len(messages) > before else None


async def test_who_lost_it_is_asked_and_told_no_more_than_kind_day_and_building(
    demo: DemoPark, notifier: Notifier
) -> None:
    match = await matched(demo, category="wallet", description="棕色钱包，里面有五百元")
    message = await told(notifier, match.lost_id)
    assert message is not None
    assert (message.data["expects"], message.data["settles"]) == ("confirm", "lost_match")
    assert "钱包" in message.text
    assert "12月1日 周二在B座" in message.text
    for secret in ("棕色", "五百元", "大堂", "黑"):
        assert secret not in message.text
    assert [(one["title"], one["payload"]) for one in message.buttons] == [
        ("是我的", f'/claim_lost{{"lost_match": {match.id}}}'),
        ("不是我的", f'/disown_lost{{"lost_match": {match.id}}}'),
    ]


async def test_in_english(demo: DemoPark, notifier: Notifier) -> None:
    match = await matched(demo, category="wallet", language="en")
    message = await told(notifier, match.lost_id)
    assert message is not None
    assert message.text.startswith("Your wallet (L-")
    assert "one was found on Tue 1 Dec in Building B" in message.text


async def test_a_lost_umbrella_waits_until_morning(demo: DemoPark, notifier: Notifier) -> None:
    match = await matched(demo)
    assert await told(notifier, match.lost_id, at=NOW.replace(hour=23)) is None


async def test_a_yes_of_staff_is_told_with_the_way_to_the_code_and_without_it(
    demo: DemoPark, notifier: Notifier
) -> None:
    match = await matched(demo, category="wallet")
    async with demo.sessions.begin() as session:
        await claims.agree(session, by(demo), match.id)
    message = await told(notifier, match.lost_id)
    assert message is not None
    assert [one["title"] for one in message.buttons] == ["取件码"]
    assert "H-" not in message.text


async def test_a_no_of_staff_says_why(demo: DemoPark, notifier: Notifier) -> None:
    match = await matched(demo, category="wallet")
    person_id = await owner_of(demo, match)
    async with demo.sessions.begin() as session:
        await claims.claim(session, demo.id, match.id, person_id=person_id, now=NOW)
        await claims.refuse(session, by(demo), match.id, "说的颜色不对。")
    message = await told(notifier, match.lost_id)
    assert message is not None
    assert "说的颜色不对。" in message.text


async def test_a_finder_hears_that_the_desk_has_it_and_that_it_is_back_and_of_nobody(
    demo: DemoPark, notifier: Notifier
) -> None:
    mine = await reported(demo, category="wallet", phone="13800000001")
    found = await reported(demo, "found", category="wallet", phone="13900000002")
    async with demo.sessions.begin() as session:
        await lost.store(session, demo.id, found.id, shelf=None, staff_id=None, now=NOW)
    message = await told(notifier, found.id)
    assert message is not None
    assert message.text.startswith("服务台收到您捡到的钱包了")
    async with demo.sessions() as session:
        match = (await session.scalars(select(LostMatch))).one()
    async with demo.sessions.begin() as session:
        held = await claims.agree(session, by(demo), match.id)
        person_id = held.lost.person_id
        assert person_id is not None
        code, _ = await codes.issue(session, demo.id, match.id, person_id=person_id, now=NOW)
        assert (await codes.hand_out(session, by(demo), held.found, code)).right
    thanks = await told(notifier, found.id)
    assert thanks is not None
    assert "已经还给失主" in thanks.text
    assert await told(notifier, mine.id) is None  # They stand at the counter.
    texts = "\n".join(one.text for one in await notifier.messages())
    assert not {"13800000001", "13900000002"} & set(texts.split())
    assert mine.item_no not in message.text + thanks.text


async def rung(demo: DemoPark, now: Any) -> int:
    """Whatever is due, one kind of things after the other; how many there were."""
    done = 0
    while True:
        async with demo.sessions.begin() as session:
            found = await alarms.ring(session, now=now)
        if found == 0:
            return done
        done += found


async def test_after_the_parks_time_a_loss_is_over_and_staff_are_asked_about_what_they_keep(
    demo: DemoPark, notifier: Notifier
) -> None:
    mine, found = await reported(demo), await taken_in(demo, category="keys")
    due = NOW + timedelta(days=90)
    await rung(demo, due - timedelta(seconds=1))  # Of what the demo has kept for longer.
    assert await rung(demo, due) == 2
    message = await told(notifier, mine.id, at=due)
    assert message is not None
    assert "一直没有找到" in message.text
    async with demo.sessions() as session:
        kept = await lost.load(session, demo.id, found.id)
        assert (kept.status, kept.next_alarm_at) == ("stored", due + alarms.REMINDS)
        row = (
            await session.scalars(
                select(EventRow).where(EventRow.type == "lost.unclaimed").order_by(EventRow.id)
            )
        ).all()[-1]
        event = parse_event(row.type, row.data)
        assert await staff_alarms.concerns(session, row, event)  # type: ignore[arg-type]
        alarm = await staff_alarms.alarm_of(session, row, event, "zh")  # type: ignore[arg-type]
    assert found.item_no in alarm.title
    assert alarm.path == f"/desk/lost/{found.id}"


async def test_what_is_claimed_is_not_given_up_while_somebody_is_about_to_fetch_it(
    demo: DemoPark,
) -> None:
    match = await matched(demo, category="wallet")
    async with demo.sessions.begin() as session:
        await claims.agree(session, by(demo), match.id)
    await rung(demo, NOW + timedelta(days=90))
    async with demo.sessions() as session:
        assert (await lost.load(session, demo.id, match.lost_id)).status == "claimed"


async def test_a_find_that_nobody_brings_is_let_go(demo: DemoPark) -> None:
    found = await reported(demo, "found")
    await rung(demo, NOW + timedelta(days=90))
    async with demo.sessions() as session:
        assert (await lost.load(session, demo.id, found.id)).status == "withdrawn"


async def test_a_match_alarms_staff_and_a_claim_that_needs_no_yes_does_not(demo: DemoPark) -> None:
    match = await matched(demo)
    person_id = await owner_of(demo, match)
    async with demo.sessions.begin() as session:
        await claims.claim(session, demo.id, match.id, person_id=person_id, now=NOW)
    async with demo.sessions() as session:
        rows = await session.scalars(
            select(EventRow).where(EventRow.subject == f"lost:{match.lost_id}")
        )
        said = {row.type: (row, parse_event(row.type, row.data)) for row in rows}
        row, event = said["lost.match_found"]
        assert await staff_alarms.concerns(session, row, event)  # type: ignore[arg-type]
        alarm = await staff_alarms.alarm_of(session, row, event, "en")  # type: ignore[arg-type]
        assert not await staff_alarms.concerns(session, *said["lost.claimed"])  # type: ignore[arg-type]
    assert alarm.path == f"/desk/lost/{match.found_id}"
    assert alarm.lines[0] == "umbrella"
