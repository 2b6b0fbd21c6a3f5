"""Fields that were heard beside what rules found: values stay the rules'."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.places import Building
from bot.components.reading.merging import merged
from bot.components.reading.said import Entity, Said

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
KNOWN = Knowledge(buildings=(Building("A", ("A座",)),))
VISIT = {"start:visit": 0.9}


def said(text: str, words: str, label: str, role: str = "", sure: float = 0.9) -> Said:
    start = text.index(words)
    return Said(start, start + len(words), words, label, role, sure, sure)


def entity(text: str, words: str, name: str, **more: Any) -> Entity:
    start = text.index(words)
    return {"entity": name, "start": start, "end": start + len(words), "text": words, **more}


def found(entities: list[Entity], heard: list[Said], acts: dict[str, float] = VISIT) -> list[Any]:
    return [
        (one["entity"], one["value"], one.get("role"))
        for one in merged(entities, heard, acts, KNOWN, NOW)
    ]


MOVED = "印刷机在506 不是502"


def test_words_that_are_heard_as_a_place_are_one_though_no_rule_found_it() -> None:
    ((name, value, role),) = found([], [said(MOVED, "506", "place")])
    assert (name, value["floor"], value["room"], role) == ("location", 5, "506", None)


def test_what_it_was_has_the_role_old() -> None:
    place = entity(MOVED, "502", "location", value={"room": "502"})
    heard = [said(MOVED, "502", "place", "old"), said(MOVED, "506", "place")]
    assert ("location", {"room": "502"}, "old") in found([place], heard)


def test_what_nothing_replaces_is_as_it_was() -> None:
    place = entity(MOVED, "502", "location", value={"room": "502"})
    assert found([place], [said(MOVED, "502", "place", "old")]) == [
        ("location", {"room": "502"}, None)
    ]


def test_what_was_hardly_heard_changes_nothing() -> None:
    place = entity(MOVED, "502", "location", value={"room": "502"})
    heard = [said(MOVED, "502", "place", "old", 0.4), said(MOVED, "506", "place", sure=0.4)]
    assert found([place], heard) == [("location", {"room": "502"}, None)]


def test_a_value_that_rules_found_is_not_read_again() -> None:
    place = entity(MOVED, "502", "location", value={"room": "502"})
    assert len(found([place], [said(MOVED, "502", "place")])) == 1


COMES = "博世的安可明天来"


def test_a_company_is_heard_where_somebody_may_come() -> None:
    assert found([], [said(COMES, "博世", "company")]) == [("company", "博世", None)]


@pytest.mark.parametrize("label", ["name", "company", "reason"])
def test_nobody_is_heard_in_an_order(label: str) -> None:
    assert found([], [said(COMES, "安可", label)], {"start:order": 0.9}) == []


def test_words_that_say_no_value_add_nothing() -> None:
    assert found([], [said(COMES, "来", "place"), said(COMES, "来", "time")]) == []


def test_how_many_come_is_read_from_words_that_are_heard_as_it() -> None:
    text = "bring two interns also"
    assert found([], [said(text, "two interns", "headcount", "plus")]) == [("headcount", 2, "plus")]


@pytest.mark.parametrize(("words", "value"), [("SNB 6613 Z", "SNB6613Z"), ("浙A0Q5WI", "浙A0Q5WI")])
def test_a_plate_of_any_country_is_one_where_it_is_heard(words: str, value: str) -> None:
    text = f"车牌{words}哦"
    assert ("plate", value, None) in found([], [said(text, words, "plate")])


def test_a_now_that_is_heard_as_no_time_is_none() -> None:
    text = "they are four now"
    now = entity(text, "now", "time", value="2026-12-01T09:30:00+08:00", asap=True)
    assert found([now], [said(text, "four", "headcount")]) == [("headcount", 4, None)]
    assert len(found([now], [said(text, "now", "time")])) == 1


def test_a_number_of_another_country_is_one_where_it_is_heard() -> None:
    text = "find Alicia when reach, 6744 2090"
    assert found([], [said(text, "6744 2090", "phone")]) == [("phone", "67442090", None)]


@pytest.mark.parametrize(
    ("words", "clock"), [("11.45", "11:45"), ("6 plus", "18:00"), ("一点", "13:00")]
)
def test_a_number_alone_is_an_hour_where_it_is_heard_as_a_time(words: str, clock: str) -> None:
    ((name, value, _),) = found([], [said(f"来 {words} 吧", words, "time")])
    assert (name, value[11:16]) == ("time", clock)


def test_a_name_that_was_cut_is_what_is_heard_whole() -> None:
    text = "改由傅晓梅女士代替"
    cut = entity(text, "梅女士", "visitor_name", value="梅女士")
    assert found([cut], [said(text, "傅晓梅", "name")]) == [("visitor_name", "傅晓梅", None)]


@pytest.mark.parametrize(
    ("words", "ruled", "room"),
    [("A座5楼财务室503", "A座5楼", "503"), ("A座三楼实习生区301", "A座三楼", "301")],
)
def test_words_that_are_heard_as_one_place_are_one(words: str, ruled: str, room: str) -> None:
    value = {"building": "A", "floor": int(room[0]), "room": None, "place": None}
    text = f"我在{words}，谢谢"
    place = entity(text, ruled, "location", value=value)
    ((_, told, _),) = found([place], [said(text, words, "place")])
    assert told == {**value, "room": room}


def test_a_room_on_another_floor_is_of_another_place() -> None:
    value = {"building": "A", "floor": 5, "room": None, "place": None}
    text = "A座5楼财务室901"
    place = entity(text, "A座5楼", "location", value=value)
    ((_, told, _),) = found([place], [said(text, text, "place")])
    assert told == value


def test_a_name_that_was_cut_short_is_what_is_heard_whole() -> None:
    text = "沈佳宜下午来面试"
    cut = entity(text, "沈佳", "visitor_name", value="沈佳")
    assert found([cut], [said(text, "沈佳宜", "name")]) == [("visitor_name", "沈佳宜", None)]


def test_a_time_that_is_heard_as_none_is_none_where_the_message_says_no_fields() -> None:
    text = "好的，不过先等我两分钟"
    wait = entity(text, "两分钟", "time", value="2026-12-01T09:32:00+08:00")
    assert found([wait], [], {"confirm": 0.9}) == []
    assert len(found([wait], [], {"correct": 0.6})) == 1
    assert len(found([wait], [], {"cancel": 0.9})) == 1
    assert len(found([wait], [said(text, "两分钟", "time")], {"confirm": 0.9})) == 1


def test_how_many_cars_come_is_not_how_many_people() -> None:
    text = "plus 3 colleagues, one car"
    ruled = entity(text, "plus 3 colleagues", "headcount", value=3, role="plus")
    assert found([ruled], [said(text, "one", "headcount")]) == [("headcount", 3, "plus")]
