"""What recurs, read whole: rhythm, hours, until when, and which days it leaves out."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from times.recurring import Recurring, more, recurring
from times.stretches import stretches

NOW = datetime(2026, 12, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "rule", "begins", "ends"),
    [
        ("每周三下午两点到三点订远山会议室,到年底",
         "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231T235959", "14:00", "15:00"),
        ("book far hills every monday 9-10 for 8 weeks",
         "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270126T235959", "09:00", "10:00"),
        ("接下来八周每周五下午三点到四点订观云",
         "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270126T235959", "15:00", "16:00"),
        ("每周一下午三点订个会议室开例会,连订十次",
         "FREQ=WEEKLY;BYDAY=MO;COUNT=10", "15:00", None),
        ("每两周的周五上午十点订观云,开到十二月底",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20261231T235959", "10:00", None),
        ("工作日早上九点订个房间,订两周",
         "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261215T235959", "09:00", None),
        ("every other monday at 9 for our sprint review, ten times",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=10", "09:00", None),
        ("weekly stand-up room, thursdays 9 to 9:30, through march",
         "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270331T235959", "09:00", "09:30"),
        ("every tue and thu 2 to 4pm until 20 december",
         "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261220T235959", "14:00", "16:00"),
        ("the third thursday of every month 2-4pm, 6 times",
         "FREQ=MONTHLY;BYDAY=3TH;COUNT=6", "14:00", "16:00"),
        ("每月头一个周一下午四点开会,先排到明年二月",
         "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270228T235959", "16:00", None),
        ("每个月last friday 9:00-10:00, 到明年三月",
         "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270331T235959", "09:00", "10:00"),
        ("每周五 book a-302,2pm 到 3pm,till 年底",
         "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231T235959", "14:00", "15:00"),
        ("每周一三五上午九点到十点,订三周",
         "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20261222T235959", "09:00", "10:00"),
        ("隔周三十点到十一点", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=8", "10:00", "11:00"),
    ],
)  # fmt: skip
def test_it_is_read(text: str, rule: str, begins: str, ends: str | None) -> None:
    found = recurring(text, NOW)
    assert found is not None
    assert (found.rule(NOW.date(), 8), found.begins, found.ends) == (rule, begins, ends)


@pytest.mark.parametrize("text", ["明天下午两点订会议室", "book a room tomorrow 2 to 4"])
def test_what_is_once_does_not_recur(text: str) -> None:
    assert recurring(text, NOW) is None


def test_days_are_left_out() -> None:
    found = recurring("mondays 10-11 until the end of january, not the week of 21 december", NOW)
    assert found is not None
    assert found.skips == ((date(2026, 12, 21), date(2026, 12, 27)),)
    found = recurring("every tuesday 9-10 till christmas, skip the public holidays", NOW)
    assert found is not None
    assert (found.until, found.skips_holidays) == (date(2026, 12, 25), True)


def test_a_later_message_adds_to_it() -> None:
    known = Recurring("WEEKLY", weekdays=(2,))
    assert more("到年底", NOW, known).until == date(2026, 12, 31)
    assert more("订六次吧", NOW, known).count == 6
    assert more("12月16号不要", NOW, known).skips == ((date(2026, 12, 16),) * 2,)


def test_stretches_of_days() -> None:
    def days(text: str) -> list[tuple[date, date]]:
        return [(one.first, one.last) for one in stretches(text, NOW)]

    assert days("从12月9号到12月23号的取消") == [(date(2026, 12, 9), date(2026, 12, 23))]
    assert days("下周那次") == [(date(2026, 12, 7), date(2026, 12, 13))]
    assert days("12月的都改到十点") == [(date(2026, 12, 1), date(2026, 12, 31))]
    assert days("the ones in january") == [(date(2027, 1, 1), date(2027, 1, 31))]
    assert days("春节那一周") == [(date(2027, 2, 1), date(2027, 2, 7))]
