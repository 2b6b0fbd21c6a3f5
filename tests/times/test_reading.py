"""What times sentences say, written on Friday 27 November 2026 at 15:10."""

# ruff: noqa: E501 - sentences read better on one line

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from times.lengths import lasting
from times.reading import read
from times.said import Length, Repeats, Said, Shift, Value

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 27, 15, 10, tzinfo=SHANGHAI)


def told(text: str, now: datetime = NOW) -> list[str]:
    """As "11-30 09:00", "11-30 09:00..11-30 10:00", with the bound in front where there is one."""
    return [
        shown(one) for one in read(text.replace("，", ",").lower(), now) if isinstance(one, Said)
    ]


def shown(said: Said) -> str:
    ends = "" if said.is_moment else f"..{said.ends:%m-%d %H:%M}"
    bound = "" if said.bound == "at" else f"{said.bound} "
    return f"{bound}{said.starts:%m-%d %H:%M}{ends}"


def other(text: str) -> list[Value]:
    return [one for one in read(text.replace("，", ","), NOW) if not isinstance(one, Said)]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        # Words that cut into others: 一早 in 周一早上, 十二点 after 星期二.
        ("两杯拿铁，下周一早上9点自取", "11-30 09:00"),
        ("周一一早9点", "11-30 09:00"),
        ("下星期二十二点05分", "12-01 12:05"),
        ("周二晚8点", "12-01 20:00"),
        ("21号晚六点", "12-21 18:00"),
        ("下个月3号上午10点", "12-03 10:00"),
        ("下个月3号上午 10 点", "12-03 10:00"),
        ("下下周二9点", "12-08 09:00"),
        ("下下个星期日18:20", "12-13 18:20"),
        ("下周的周三下午两点", "12-02 14:00"),
        ("两周后的周一9点", "12-07 09:00"),
        ("本周日10点", "11-29 10:00"),
        ("大后天下午3点", "11-30 15:00"),
        ("周六九点半", "11-28 09:30"),
        ("明天差五分四点", "11-28 15:55"),
        ("明天21:30", "11-28 21:30"),
        ("下个月第一个周一上午9点", "12-07 09:00"),
        ("the Tuesday after next 9:00", "12-08 09:00"),
        ("Tuesday next week at quarter past 3", "12-01 15:15"),
        ("half nine on Monday", "11-30 09:30"),
        ("Friday evening 7", "11-27 19:00"),
        ("a week on Monday at 10am", "12-07 10:00"),
        ("Monday two weeks from now at 10am", "12-07 10:00"),
        ("4 in the afternoon tomorrow", "11-28 16:00"),
        ("on the third of December at eleven", "12-03 11:00"),
        ("Wed 2nd at 2.30", "12-02 14:30"),
        ("Sat at 5.", "11-28 17:00"),
        ("first Monday of next month at 9:00", "12-07 09:00"),
        ("the last Friday of next month at noon", "12-25 12:00"),
        ("21:30 tomorrow", "11-28 21:30"),
        ("next Monday 上午10点", "11-30 10:00"),
        ("下周一 3pm", "11-30 15:00"),
        # Cantonese.
        ("听日下昼三点嚟", "11-28 15:00"),
        ("听朝九点", "11-28 09:00"),
        ("后日朝早十点", "11-29 10:00"),
        ("听晚8点半送到", "11-28 20:30"),
        ("一粒钟之后", "11-27 16:10"),
        # Counted from now.
        ("in two and a half hours", "11-27 17:40"),
        ("two and a half hours from now", "11-27 17:40"),
        ("in three quarters of an hour", "11-27 15:55"),
        ("in 2.5 hours", "11-27 17:40"),
        ("an hour and a half from now", "11-27 16:40"),
        ("2个半钟头之后", "11-27 17:40"),
        ("2.5小时后", "11-27 17:40"),
        ("一刻钟后", "11-27 15:25"),
        ("再过两个小时", "11-27 17:10"),
        # A weekday whose hour is over is next week's; a day that was named in full stays.
        ("周五9点", "12-04 09:00"),
        ("今天9点", "11-27 09:00"),
        ("11月20日12点", "11-20 12:00"),
        # A day and an hour apart.
        ("下周一要两杯拿铁，早上9点自取", "11-30 09:00"),
        ("9点自取两杯拿铁，下周一的", "11-30 09:00"),
        ("on Monday I have a visitor, John, he comes at three", "11-30 15:00"),
        ("明天晚上加班，8点送两份面", "11-28 20:00"),
        ("周五3点改到周六", "11-28 15:00"),
        ("not Monday but Tuesday at 9", "12-01 09:00"),
        ("明天不行，改后天下午3点", "11-29 15:00"),
        # Deadlines.
        ("下周一12点前送到", "before 11-30 12:00"),
        ("no later than 5pm on Monday", "before 11-30 17:00"),
        ("Monday by 5pm", "before 11-30 17:00"),
        ("明天下午3点以后", "after 11-28 15:00"),
        ("after half past two tomorrow", "after 11-28 14:30"),
        ("下班前", "before 11-27 18:00"),
        ("by end of day tomorrow", "before 11-28 18:00"),
    ],
)
def test_one_moment(text: str, time: str) -> None:
    assert [one for one in told(text) if ".." not in one] == [time]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("五天后下午两点至四点", "12-02 14:00..12-02 16:00"),
        ("礼拜一上午九点-十一点", "11-30 09:00..11-30 11:00"),
        ("明天中午十二点到四点", "11-28 12:00..11-28 16:00"),
        ("tomorrow between 2 and 4", "11-28 14:00..11-28 16:00"),
        ("8am to 11am the Friday after next", "12-11 08:00..12-11 11:00"),
        ("9am-10am this coming Wednesday", "12-02 09:00..12-02 10:00"),
        ("in three weeks 15:00-16:00", "12-18 15:00..12-18 16:00"),
        ("Monday 12-4", "11-30 12:00..11-30 16:00"),
        ("between 3 and 5pm next Monday", "11-30 15:00..11-30 17:00"),
        ("5 to 7 tomorrow evening", "11-28 17:00..11-28 19:00"),
        ("周一上午", "11-30 09:00..11-30 12:00"),
        ("下午", "11-27 13:00..11-27 18:00"),
        ("Saturday afternoon", "11-28 13:00..11-28 18:00"),
        ("明后两天", "11-28 00:00..11-30 00:00"),
        ("下周一至三", "11-30 00:00..12-03 00:00"),
        ("in a fortnight", "12-11 00:00..12-12 00:00"),
        ("five days from now", "12-02 00:00..12-03 00:00"),
        ("next month", "12-01 00:00..01-01 00:00"),
        ("月底", "11-25 00:00..12-01 00:00"),
        ("下月初", "12-01 00:00..12-06 00:00"),
        ("end of December", "12-25 00:00..01-01 00:00"),
        ("mid-December", "12-11 00:00..12-21 00:00"),
        ("月底前", "before 11-27 15:10..12-01 00:00"),
        ("by the end of the month", "before 11-27 15:10..12-01 00:00"),
        ("by Monday", "before 11-27 15:10..12-01 00:00"),
        ("before Monday", "before 11-27 15:10..11-30 00:00"),
        ("this weekend", "11-28 00:00..11-30 00:00"),
        ("the 5th", "12-05 00:00..12-06 00:00"),
    ],
)
def test_one_period(text: str, period: str) -> None:
    assert told(text) == [period]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("明天上午10点何志强，下午3点吴晓燕", ["11-28 10:00", "11-28 15:00"]),
        ("两份面5点送，另外明天王总来", ["11-27 17:00", "11-28 00:00..11-29 00:00"]),
        ("明天王总来，另外5点送两份面", ["11-28 00:00..11-29 00:00", "11-27 17:00"]),
        ("两份面5点送。明天王总来", ["11-27 17:00", "11-28 00:00..11-29 00:00"]),
        ("昨天的面坨了，5点再送一份", ["11-26 00:00..11-27 00:00", "11-27 17:00"]),
    ],
)
def test_several_times_keep_apart_what_is_apart(text: str, times: list[str]) -> None:
    assert told(text) == times


@pytest.mark.parametrize(
    "text",
    [
        "麻烦快一点", "我有两点建议", "那三点说得对", "那两点有问题", "3点意见", "给我8 to 9 bottles", "3号楼", "食堂3号窗口", "待会儿",
        "the meeting takes two hours", "you may 3 times", "room 402 on floor 4", "the third building", "每天早上漏水",
    ],
)  # fmt: skip
def test_no_time(text: str) -> None:
    assert read(text, NOW) == []


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("每周一9点两杯拿铁", ("week", "09:00", None)),
        ("two lattes every Monday at nine", ("week", "09:00", None)),
        ("7 in the morning every Tuesday", ("week", "07:00", None)),
        ("on Fridays at 12:30", ("week", "12:30", None)),
        ("每天10:00-16:00", ("day", "10:00", "16:00")),
        ("9 to 12 every day", ("day", "09:00", "12:00")),
        ("每天到16:00", ("day", None, "16:00")),
        ("每个工作日12点", ("day", "12:00", None)),
    ],
)
def test_what_comes_again_is_no_single_time(
    text: str, repeats: tuple[str, str | None, str | None]
) -> None:
    [one] = other(text.lower())
    assert isinstance(one, Repeats)
    assert (one.each, one.begins, one.ends) == repeats
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("他要晚半小时", Shift(2, 6, 30)),
        ("提前一天", Shift(0, 4, -1440)),
        ("push it back by 20 minutes", Shift(16, 26, 20)),
        ("preponed by one hour", Shift(12, 20, -60)),
        ("half an hour earlier", Shift(0, 20, -30)),
        ("待两个小时", Length(0, 5, 120)),
        ("he stays for about 90 minutes", Length(3, 29, 90)),
    ],
)
def test_what_is_counted_from_something_else(text: str, value: Value) -> None:
    assert other(text) == [value]


def test_later_is_from_now_or_from_what_a_message_moves() -> None:
    [plain] = read("半小时以后来拿", NOW)
    [moved] = read("改到半小时以后", NOW)
    assert isinstance(plain, Said)
    assert isinstance(moved, Said)
    assert (plain.starts, plain.shift) == (NOW.replace(minute=40), None)
    assert (moved.starts, moved.shift) == (NOW.replace(minute=40), 30)


@pytest.mark.parametrize(
    ("text", "named", "open_"),
    [
        ("9点", False, False),
        ("明天9点", True, False),
        ("下周9点", True, True),
        ("下周送，9点", False, True),
    ],
)
def test_it_says_whether_the_day_is_known(text: str, named: bool, open_: bool) -> None:
    said = [one for one in read(text.replace("，", ","), NOW) if isinstance(one, Said)][-1]
    assert (said.day_named, said.day_open) == (named, open_)


def test_a_value_comes_through_a_wire_as_it_was() -> None:
    for text in ("明天9点", "下周一上午", "月底前", "改到半小时以后", "asap", "下周9点"):
        [said] = (one for one in read(text, NOW) if isinstance(one, Said))
        moments = said.starts.isoformat(), said.ends.isoformat()
        value = moments[0] if said.is_moment else {"from": moments[0], "to": moments[1]}
        again = Said.of({"value": value, "start": said.start, "end": said.end, **said.facts()})
        assert again == said


@pytest.mark.parametrize(
    ("text", "now", "time"),
    [
        ("1月3号9点", datetime(2026, 12, 30, 9, 0, tzinfo=SHANGHAI), "2027-01-03T09:00"),
        ("3号9点", datetime(2026, 12, 30, 9, 0, tzinfo=SHANGHAI), "2027-01-03T09:00"),
        ("2月29日9点", datetime(2028, 2, 1, 9, 0, tzinfo=SHANGHAI), "2028-02-29T09:00"),
        ("下周三9点", datetime(2026, 11, 29, 9, 0, tzinfo=SHANGHAI), "2026-12-02T09:00"),
        ("12月28号9点", datetime(2027, 1, 5, 9, 0, tzinfo=SHANGHAI), "2026-12-28T09:00"),
    ],
)
def test_ends_of_months_and_years(text: str, now: datetime, time: str) -> None:
    [said] = (one for one in read(text, now) if isinstance(one, Said))
    assert f"{said.starts:%Y-%m-%dT%H:%M}" == time


@pytest.mark.parametrize(
    ("said", "starts", "ends"),
    [
        ("on friday 14h to 16h", "2026-11-27T14:00", "2026-11-27T16:00"),
        ("tomorrow 2 til 4", "2026-11-26T14:00", "2026-11-26T16:00"),
        ("tomorrow from nine until noon", "2026-11-26T09:00", "2026-11-26T12:00"),
        ("明天晚上八点到午夜", "2026-11-26T20:00", "2026-11-27T00:00"),
    ],
)
def test_an_hour_as_others_write_it(said: str, starts: str, ends: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    now = datetime(2026, 11, 25, 10, 0, tzinfo=zone)
    [found] = read(said, now)
    assert isinstance(found, Said)
    told = (found.starts.strftime("%Y-%m-%dT%H:%M"), found.ends.strftime("%Y-%m-%dT%H:%M"))
    assert told == (starts, ends)


def test_fourteen_h_is_no_length_and_half_an_hr_is_one() -> None:
    assert lasting("14h to 16h") is None
    assert lasting("a 3h meeting") == 180
    assert lasting("half an hr") == 30
