"""What answers an offer of rooms in so many words."""

import pytest

from models.conversations import Message
from services.booking import reading, words
from tests.given.demo_park import WEDNESDAY_MORNING

BUTTONS = [
    {"title": "A座301 · 明天 14:00–15:00", "payload": '/pick_booking{"n": 1}'},
    {"title": "观云 · 明天 14:00–15:00", "payload": '/pick_booking{"n": 2}'},
    {"title": "排队等候", "payload": '/wait_booking{"n": 3}'},
]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("第一个就行", 0),
        ("the second one please", 1),
        ("观云那个", 1),
        ("不用了", None),
        ("多少钱", None),
    ],
)
def test_an_offer_is_meant(text: str, meant: int | None) -> None:
    asked = Message(buttons=BUTTONS)
    found = words.answer(text, asked, WEDNESDAY_MORNING)
    assert found == (None if meant is None else BUTTONS[meant]["payload"])


@pytest.mark.parametrize("text", ["yes please", "好的"])
def test_a_yes_to_several_is_asked_back(text: str) -> None:
    found = words.answer(text, Message(buttons=BUTTONS), WEDNESDAY_MORNING)
    assert found == '/booking_deed{"booking_deed": {"do": "which"}}'


def test_a_yes_to_the_only_one_takes_it() -> None:
    asked = Message(buttons=BUTTONS[1:])
    assert words.answer("好的", asked, WEDNESDAY_MORNING) == BUTTONS[1]["payload"]


def test_a_yes_takes_nothing_where_only_waiting_is_offered() -> None:
    asked = Message(buttons=BUTTONS[2:])
    assert words.answer("yes", asked, WEDNESDAY_MORNING) is None


@pytest.mark.parametrize("text", ["签到", "我们到会议室了！", "Check in", "We’re in the room."])
def test_who_is_there_says_so(text: str) -> None:
    assert words.alone(text) == "/check_in_booking"


def test_what_says_more_is_left_to_the_bot() -> None:
    assert words.alone("怎么签到") is None


def test_striking_somebody_off_a_list_asks_after_no_strikes() -> None:
    assert reading.wants("how many strikes do I have") is reading.Wants.STRIKES
    assert reading.wants("strike him from the list") is not reading.Wants.STRIKES
