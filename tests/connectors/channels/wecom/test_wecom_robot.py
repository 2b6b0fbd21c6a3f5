"""What a group's robot says, how often, and what it does when it may not."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from connectors.channels.wecom.robot import Robot, RobotBusy, RobotFailed, markdown
from services.notices.staff_alarms import Alarm
from tests.connectors.channels.wecom.group import KEY, WeComGroup, wecom_group

ALARM = Alarm("紧急工单 T-7K3M9Q", ["消防安全，A座3楼301", "发生于 今天 11:05"], "/desk/tickets/7")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def group() -> AsyncIterator[WeComGroup]:
    async with wecom_group() as group:
        yield group


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as http:
        yield http


def robot(http: ClientSession, url: str, clock: Clock | None = None) -> Robot:
    return Robot(http, url, desk_url="https://park.example", monotonic=clock or Clock())


async def test_it_says_what_where_and_the_way_to_the_desk(
    group: WeComGroup, http: ClientSession
) -> None:
    await robot(http, group.url).say(ALARM, "在工作台打开")
    assert group.said == [
        "**紧急工单 T-7K3M9Q**\n"
        "> 消防安全，A座3楼301\n"
        "> 发生于 今天 11:05\n"
        "[在工作台打开](https://park.example/desk/tickets/7)"
    ]


def test_nothing_that_a_place_is_called_becomes_a_link_or_calls_everybody() -> None:
    told = Alarm("紧急", ["[点我](https://evil.example) <@all>\n# 大堂 **"], "/x")
    assert markdown(told, "https://park.example/x", "开") == (
        "**紧急**\n> 点我 https://evil.example @all 大堂\n[开](https://park.example/x)"
    )


def test_a_line_is_cut_before_it_is_a_page() -> None:
    [_, line, _] = markdown(Alarm("紧急", ["面" * 500], "/x"), "u", "l").split("\n")
    assert line == "> " + "面" * 80


async def test_it_says_twenty_a_minute_and_then_waits(
    group: WeComGroup, http: ClientSession
) -> None:
    clock = Clock()
    speaker = robot(http, group.url, clock)
    for _ in range(20):
        await speaker.say(ALARM, "l")
        clock.now += 1
    with pytest.raises(RobotBusy) as busy:
        await speaker.say(ALARM, "l")
    assert busy.value.after == timedelta(seconds=40)
    clock.now += 40
    await speaker.say(ALARM, "l")
    assert len(group.said) == 21


async def test_told_that_it_is_too_much_it_waits_a_minute(
    group: WeComGroup, http: ClientSession
) -> None:
    group.codes = [45009]
    with pytest.raises(RobotBusy) as busy:
        await robot(http, group.url).say(ALARM, "l")
    assert busy.value.after == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("url", "says"),
    [("?key=wrong", "errcode 93000"), ("/nowhere", "no answer of a robot")],
)
async def test_what_is_wrong_is_said_without_the_address(
    group: WeComGroup, http: ClientSession, url: str, says: str
) -> None:
    with pytest.raises(RobotFailed) as failed:
        await robot(http, group.url.partition("?")[0] + url).say(ALARM, "l")
    assert str(failed.value) == says


async def test_an_address_that_nobody_is_at_is_not_told(http: ClientSession) -> None:
    with pytest.raises(RobotFailed) as failed:
        await robot(http, f"http://127.0.0.1:9/send?key={KEY}").say(ALARM, "l")
    assert str(failed.value) == "ClientConnectorError"
    assert failed.value.__suppress_context__
