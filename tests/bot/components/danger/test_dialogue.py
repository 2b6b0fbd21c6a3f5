"""What a message is to a danger: a new one, more of it, a yes or no, all clear, or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.components.danger.dialogue import (
    TOLD_ELSEWHERE,
    heard_as,
    is_place,
    told_elsewhere,
    with_intent,
    words_asked_about,
)
from bot.components.parsers.answers import find_answers
from bot.components.parsers.remarks import find_remarks
from bot.components.parsers.repairs import find_coming

NOW = "2026-12-02T09:30:30+08:00"
ASKED = {
    "asked": 1, "words": "有股怪味", "asked_until": "2026-12-02T09:31:00+08:00",
    "until": "2026-12-02T10:00:00+08:00",
}  # fmt: skip
ALARMED = {"until": "2026-12-02T10:00:00+08:00", "ticket_no": "T-1"}
OVER = {"until": "2026-12-02T09:00:00+08:00", "ticket_no": "T-1"}


def parsed(intent: str = "out_of_scope", zone: str = "none", *entities: Any) -> dict[str, Any]:
    danger = {"zone": zone, "kind": None, "p": 0.0}
    return {"intent": {"name": intent}, "entities": list(entities), "danger": danger}


def place(text: str) -> dict[str, Any]:
    return {"entity": "location", "start": 0, "end": len(text), "value": {}}


@pytest.mark.parametrize(
    ("text", "found", "known", "intent"),
    [
        ("着火了", parsed(zone="alarm"), None, "danger"),
        ("有股味", parsed(zone="ask"), None, "danger"),
        ("来两份面", parsed("order_food"), None, None),
        ("来两份面", parsed("order_food"), ASKED, None),
        ("是的", parsed("affirm"), ASKED, "danger_yes"),
        ("快来", parsed(), ASKED, "danger_yes"),
        ("就是问问", parsed(), ASKED, "danger_no"),
        ("just asking", parsed(), ASKED, "danger_no"),
        ("没事了", parsed(), ASKED, "danger_no"),
        ("烧起来了", parsed(zone="alarm"), ASKED, "danger"),
        ("是的", parsed("affirm"), ALARMED, None),
        ("false alarm, dumpling steam", parsed(), ALARMED, "danger_over"),
        ("不是着火，换一支灭火器", parsed("report_repair"), ALARMED, "danger_over"),
        ("没事了", parsed(), ALARMED, "danger_over"),
        ("没事了", parsed(), OVER, None),
        ("没事了", parsed(), None, None),
        ("冇事喇", parsed(), ALARMED, "danger_over"),
        ("谢谢", parsed("thank"), ALARMED, None),
        ("烟更大了", parsed(zone="ask"), ALARMED, "danger"),
    ],
)
def test_a_message_is_heard_by_what_is_known(
    text: str, found: dict[str, Any], known: Any, intent: str | None
) -> None:
    assert heard_as(text, found, known, None, NOW) == intent


@pytest.mark.parametrize(
    "text", ["是的，快来", "对，麻烦师傅快来", "yes, please come", "yes thanks, hurry"]
)
def test_words_that_name_nothing_leave_a_yes_a_yes(text: str) -> None:
    spans = [*find_remarks(text), *find_answers(text), *find_coming(text)]
    found = [{"entity": one.entity, "value": one.value} for one in spans]
    assert found
    assert heard_as(text, parsed("urge_repair", "none", *found), ASKED, None, NOW) == "danger_yes"


def test_a_place_after_an_alarm_is_where_it_is_unless_a_form_asked_for_one() -> None:
    found = parsed("out_of_scope", "none", place("A座3楼"))
    assert heard_as("A座3楼", found, ALARMED, None, NOW) == "danger"
    assert heard_as("A座3楼", found, ALARMED, "repair_location", NOW) is None
    assert heard_as("A座3楼", found, None, None, NOW) is None


def test_a_place_with_any_word_of_danger_is_more_than_a_place() -> None:
    found = parsed("out_of_scope", "none", place("C座4楼"))
    assert is_place("C座4楼", found)
    assert is_place("C座4楼的", found)
    assert not is_place("C座4楼烟", found)


def test_the_minute_ends_what_a_no_has_heard_again() -> None:
    assert words_asked_about(ASKED, NOW) == "有股怪味"
    assert words_asked_about(ASKED, "2026-12-02T09:31:01+08:00") is None
    assert words_asked_about(ALARMED, NOW) is None


def test_the_intent_of_the_words_stays_beside_danger_s() -> None:
    heard = with_intent(parsed("ask_faq", "alarm"), "danger")
    assert heard["intent"]["name"] == "danger"
    assert heard["of_itself"] == {"name": "ask_faq"}


def test_a_few_words_to_a_question_of_a_form_are_no_danger_unless_they_name_one() -> None:
    torn = parsed(zone="ask") | {"danger": {"zone": "ask", "kind": "medical", "p": 0.4}}
    assert heard_as("说不清楚", torn, None, "repair_location", NOW) is None
    assert heard_as("说不清楚", torn, None, None, NOW) == "danger"
    assert heard_as("他晕倒了", torn, None, "repair_location", NOW) == "danger"
    assert heard_as("他的脸全都紫了还流汗", torn, None, "repair_location", NOW) == "danger"


def test_words_that_take_something_off_an_order_hush_no_danger() -> None:
    text = "take his coat off, he has gone all limp and will not answer me"
    off = {"entity": "has_none", "start": 0, "end": 17, "value": True}
    assert heard_as(text, parsed("order_food", "ask", off), None, "location", NOW) == "danger"


ELSEWHERE = {
    "sign": 7, "asked_until": "2026-12-02T09:31:00+08:00", "until": "2026-12-02T10:00:00+08:00",
}  # fmt: skip


def test_a_question_that_was_asked_outside_of_a_turn_is_answered_by_the_next_message() -> None:
    known = told_elsewhere(None, {TOLD_ELSEWHERE: ELSEWHERE})
    assert known is not None
    assert known["asked"] == 7
    assert heard_as("是的", parsed("affirm"), known, None, NOW) == "danger_yes"
    assert heard_as("就是问问", parsed(), known, None, NOW) == "danger_no"
    late = "2026-12-02T09:31:01+08:00"
    assert heard_as("是的", parsed("affirm"), known, None, late) is None
    assert words_asked_about(known, NOW) is None, "they are in a ticket already"


@pytest.mark.parametrize(
    ("known", "metadata"),
    [
        (None, {}),
        ({"asked": 7, "words": "有股怪味"}, {TOLD_ELSEWHERE: ELSEWHERE}),
        (None, {TOLD_ELSEWHERE: {"sign": "7", "until": None}}),
        (None, {TOLD_ELSEWHERE: "nonsense"}),
    ],
)
def test_a_question_of_the_bot_s_own_stays_as_the_bot_remembers_it(
    known: Any, metadata: dict[str, Any]
) -> None:
    assert told_elsewhere(known, metadata) is None


def test_a_danger_that_alarmed_outside_of_a_turn_can_be_taken_back() -> None:
    alarmed = {"sign": 7, "until": "2026-12-02T10:00:00+08:00", "ticket_no": "T-1"}
    known = told_elsewhere(None, {TOLD_ELSEWHERE: alarmed, "now": NOW})
    assert known == {"until": "2026-12-02T10:00:00+08:00", "ticket_no": "T-1"}
    assert heard_as("没事了", parsed(), known, None, NOW) == "danger_over"
    assert told_elsewhere(ALARMED, {TOLD_ELSEWHERE: alarmed, "now": NOW}) is None
    over = told_elsewhere(OVER, {TOLD_ELSEWHERE: alarmed, "now": NOW})
    assert over is not None, "an earlier one is over"
