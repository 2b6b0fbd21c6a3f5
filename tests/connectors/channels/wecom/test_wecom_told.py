"""What the platform says that people outside the company told, and what it means."""

from typing import Any

import pytest

from connectors.channels.wechat.incoming import Picture, Words
from connectors.channels.wecom.told import (
    Entered,
    NotArrived,
    Told,
    Unreadable,
    read,
)


def message(kind: str, body: Any, **more: Any) -> dict[str, Any]:
    about = {"msgid": "m1", "open_kfid": "wk1", "external_userid": "wm1", "origin": 3}
    return {**about, "send_time": 1, "msgtype": kind, kind: body, **more}


@pytest.mark.parametrize(
    ("kind", "body", "content"),
    [
        ("text", {"content": "你好"}, Words("你好")),
        ("text", {"content": "好", "menu_id": "1"}, Words("好")),
        ("image", {"media_id": "i"}, Picture("i")),
        ("location", {"name": "B座", "address": "园区路"}, Words("B座，园区路")),
        ("location", {"latitude": 1, "longitude": 2}, Unreadable("channel-unreadable")),
        ("voice", {"media_id": "v"}, Unreadable("channel-voice-untyped")),
        ("video", {"media_id": "v"}, Unreadable("channel-unreadable")),
        ("something_new", {}, Unreadable("channel-unreadable")),
    ],
)
def test_a_message(kind: str, body: dict[str, Any], content: object) -> None:
    assert read(message(kind, body)) == Told("m1", "wm1", content)  # type: ignore[arg-type]


def test_events() -> None:
    entered = {"event_type": "enter_session", "external_userid": "wm2", "welcome_code": "c"}
    assert read(message("event", entered, origin=4, external_userid=None)) == (
        Told("m1", "wm2", Entered("c"))
    )
    failed = {"event_type": "msg_send_fail", "external_userid": "wm2", "fail_msgid": "1-2-0"}
    assert read(message("event", failed, origin=4)) == Told("m1", "wm2", NotArrived("1-2-0"))


@pytest.mark.parametrize(
    "told",
    [
        message("text", {"content": "好的"}, origin=5),
        message("event", {"event_type": "servicer_status_change", "external_userid": "wm1"}),
        message("event", {"event_type": "enter_session"}),
        message("event", "enter_session"),
        message("text", {"content": "x"}, msgid=7),
        message("text", {"content": "x"}, msgid=""),
        message("text", {"content": "x"}, external_userid=["wm1"]),
        message("text", {"content": "x"}, msgtype=None),
        {},
    ],
    ids=["a servicer's", "of servicers", "nobody", "no event", "no id", "empty id", "no person",
         "no kind", "nothing"],
)  # fmt: skip
def test_what_is_not_for_us_is_left_alone(told: dict[str, Any]) -> None:
    assert read(told) is None
