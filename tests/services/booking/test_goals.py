"""What is said of the times of something that is booked, read against the times that it has."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.booking import reading
from services.booking.goals import Goal, goal_in
from services.kit.folding import legible

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 2, 9, 30, tzinfo=SHANGHAI)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=SHANGHAI)


AFTERNOON = on(3, 14), on(3, 16, 30)
MORNING = on(3, 10), on(3, 12)
NOON = on(3, 12), on(3, 13)
EVENING = on(3, 19), on(3, 20)


def span(text: str, old: tuple[datetime, datetime], *, ends: bool = False) -> tuple[str, str]:
    goal = goal_in(legible(text), NOW, old, whole=text, ends=ends)
    begins, until = goal.span(*old)
    return f"{begins:%d %H:%M}", f"{until:%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "old", "expected"),
    [
        ("四点就得散 对方要赶高铁", AFTERNOON, ("03 14:00", "03 16:00")),
        ("反正11点前要聊完", MORNING, ("03 10:00", "03 11:00")),
        ("we'll be done by half 11", MORNING, ("03 10:00", "03 11:30")),
        ("still until 4", AFTERNOON, ("03 14:00", "03 16:00")),
        ("给我 swap 到另一间有 video 的,still 到11:30", MORNING, ("03 10:00", "03 11:30")),
        ("可以就换这个吧到十一点", MORNING, ("03 10:00", "03 11:00")),
    ],
)
def test_an_hour_by_which_it_is_over_is_its_end(
    text: str, old: tuple[datetime, datetime], expected: tuple[str, str]
) -> None:
    assert span(text, old) == expected


@pytest.mark.parametrize(
    ("text", "old", "expected"),
    [
        ("改到三点", AFTERNOON, ("03 15:00", "03 17:30")),
        ("make it 4pm instead", AFTERNOON, ("03 16:00", "03 18:30")),
        ("please prepone to 10 itself", NOON, ("03 10:00", "03 11:00")),
        ("8点吧", EVENING, ("03 20:00", "03 21:00")),
        ("周五", AFTERNOON, ("04 14:00", "04 16:30")),
        ("move my demo from 2 to 4", AFTERNOON, ("03 16:00", "03 18:30")),
        (
            "Lyon is 7 hours behind, so 17:00, same length",
            AFTERNOON,
            ("03 17:00", "03 19:30"),
        ),
        ("ah make it 4pm", AFTERNOON, ("03 16:00", "03 18:30")),
    ],
)
def test_another_hour_or_day_keeps_how_long_it_lasts(
    text: str, old: tuple[datetime, datetime], expected: tuple[str, str]
) -> None:
    assert span(text, old) == expected


@pytest.mark.parametrize(
    ("text", "old", "expected"),
    [
        ("12 till 1 please", NOON, ("03 12:00", "03 13:00")),
        ("晚半个小时再开始,结束时间不变", MORNING, ("03 10:30", "03 12:00")),
        ("推迟一个小时, and make it 2 hours", EVENING, ("03 20:00", "03 22:00")),
        ("sorry make that 5 to 6", AFTERNOON, ("03 17:00", "03 18:00")),
        ("下午一点半到三点半吧", NOON, ("03 13:30", "03 15:30")),
    ],
)
def test_two_hours_are_its_beginning_and_its_end(
    text: str, old: tuple[datetime, datetime], expected: tuple[str, str]
) -> None:
    assert span(text, old) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一个钟头就够 不用俩小时", ("03 10:00", "03 11:00")),
        ("we only need an hour", ("03 10:00", "03 11:00")),
        ("改成三个小时", ("03 10:00", "03 13:00")),
        ("再加半小时", ("03 10:00", "03 12:30")),
        ("打两个小时吧", ("03 10:00", "03 12:00")),
        ("half an hour longer", ("03 10:00", "03 12:30")),
        ("少用半小时", ("03 10:00", "03 11:30")),
        ("往后挪半小时", ("03 10:30", "03 12:30")),
        ("please prepone it by half an hour", ("03 09:30", "03 11:30")),
        ("晚半小时开始,开到一点", ("03 10:30", "03 13:00")),
    ],
)
def test_a_length_is_all_of_it_or_more_of_it_or_how_far_it_moves(
    text: str, expected: tuple[str, str]
) -> None:
    assert span(text, MORNING) == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("move the one on 3 December to 4pm", ("03 16:00", "03 18:00")),
        ("extend the one on 3 December to 4pm", ("03 10:00", "03 16:00")),
    ],
)
def test_an_hour_behind_to_begins_what_is_moved_and_ends_what_is_extended(
    whole: str, expected: tuple[str, str]
) -> None:
    goal = goal_in(reading.halves(whole)[1], NOW, MORNING, whole=whole)
    begins, until = goal.span(*MORNING)
    assert (f"{begins:%d %H:%M}", f"{until:%d %H:%M}") == expected


def test_of_what_has_begun_an_earlier_hour_counts_people_and_the_end_holds() -> None:
    text, now = "anywhere else for 9 till 3:30", on(3, 14, 3)
    goal = goal_in(text, now, (on(3, 14), on(3, 15, 30)), whole=text)
    assert goal.span(on(3, 14), on(3, 15, 30)) == (on(3, 14), on(3, 15, 30))


def test_who_stays_longer_names_the_end_alone() -> None:
    assert span("四点半吧", (on(3, 14), on(3, 16)), ends=True) == ("03 14:00", "03 16:30")


def test_an_hour_that_tells_which_one_is_no_goal() -> None:
    assert goal_in("三点那个", NOW, AFTERNOON, whole="三点那个") == Goal()


def test_what_is_said_next_stands_over_what_was_wanted_before() -> None:
    before = Goal(day=on(4, 0).date(), clock=(9, 30), minutes=60)
    assert Goal(minutes=30).over(before) == Goal(day=before.day, clock=(9, 30), minutes=30)
    assert Goal(clock=(11, 0)).over(before) == Goal(day=before.day, clock=(11, 0), minutes=60)
    assert Goal(thing="a_302").over(before).thing == "a_302"


def test_a_button_holds_all_of_it() -> None:
    goal = Goal(day=on(4, 0).date(), clock=(9, 30), until=(11, 0), longer=30, thing="a_302")
    assert Goal.of(goal.stored()) == goal
