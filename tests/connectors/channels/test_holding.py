"""Who holds a conversation answers in it by another way, and nothing is pushed meanwhile."""

from datetime import timedelta

from connectors.channels.outbox import Sent
from parkline.process.clock import SetClock
from tests.conftest import WEDNESDAY_MORNING
from tests.connectors.channels.pushing import Line, Platform, clock, line, platform, pusher_of

__all__ = ["clock", "line", "platform"]


async def test_who_holds_the_conversation_answers_by_another_way(
    line: Line, platform: Platform
) -> None:
    pusher = pusher_of(line, platform)
    async with line.outbox.hold(line.row.id, timedelta(seconds=5)) as hold:
        assert hold is not None
        await line.speak("一", "二")
        await line.hears(pusher)
        assert platform.texts == []
        outgoing = await hold.waiting()
        assert outgoing is not None
        assert await hold.settle(outgoing, Sent(1, via="passive"))
    await line.hears(pusher)
    assert platform.texts == ["二"]
    assert await line.ended() == [("一", "sent", "passive"), ("二", "sent", None)]


async def test_two_cannot_hold_a_conversation(line: Line) -> None:
    period = timedelta(seconds=5)
    async with (
        line.outbox.hold(line.row.id, period) as first,
        line.outbox.hold(line.row.id, period) as second,
    ):
        assert first is not None
        assert second is None


async def test_a_hold_that_crashed_ends_by_itself(
    line: Line, platform: Platform, clock: SetClock
) -> None:
    held = line.outbox.hold(line.row.id, timedelta(seconds=5))
    await held.__aenter__()
    await line.speak("一")
    pusher = pusher_of(line, platform)
    clock.moment = WEDNESDAY_MORNING + timedelta(seconds=6)
    await pusher.sweep()
    await pusher.settled(line.row.id)
    assert platform.texts == ["一"]
