"""Danger that is told in pieces: which messages before belong to the one that comes."""

from typing import Any

from rasa.shared.core.events import ActionExecuted, UserUttered

from bot.components.danger.before import pieces_with, said_before

NOW = "2026-11-27T12:00:00+08:00"


def said(text: str, zone: str = "none", at: str = NOW, **metadata: Any) -> UserUttered:
    return UserUttered(
        text, parse_data={"danger": {"zone": zone}}, metadata={"now": at, **metadata}
    )


def test_the_last_two_messages_are_handed_on_in_order() -> None:
    events = [said("一"), ActionExecuted("action_listen"), said("救命", "ask"), said("A座")]
    assert said_before(events, NOW) == ["救命", "A座"]


def test_what_was_said_before_an_alarm_is_not_told_again() -> None:
    assert said_before([said("好大的烟", "alarm"), said("谢谢")], NOW) == ["谢谢"]
    assert said_before([said("好大的烟", "alarm")], NOW) == []


def test_a_button_or_ten_minutes_begin_anew() -> None:
    assert said_before([said("救命"), said("/parkline_affirm")], NOW) == []
    assert said_before([said("救命", at="2026-11-27T11:49:59+08:00")], NOW) == []
    assert said_before([said("救命", at="2026-11-27T11:50:00+08:00")], NOW) == ["救命"]


def test_parts_of_one_message_are_one_message() -> None:
    events = [said("早"), said("面", segment_of="7"), said("漏水", segment_of="7"), said("快")]
    assert said_before(events, NOW) == ["面\n漏水", "快"]


def test_only_short_messages_are_pieces() -> None:
    long = "我们今天中午想订两份牛肉面不要辣送到前台"
    assert pieces_with("3楼", ["救命", "A座"]) == ["救命", "A座"]
    assert pieces_with("3楼", [long, "A座"]) == ["A座"]
    assert pieces_with("3楼", ["A座", long]) == []
    assert pieces_with(long, ["救命"]) == []
