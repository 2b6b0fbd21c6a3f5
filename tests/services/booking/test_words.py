"""What answers an offer of rooms in so many words."""

import json
from pathlib import Path

import pytest

from models.conversations import Message
from services.booking import features, naming, plainly, reading, words
from services.booking.reading import Wants
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


@pytest.mark.parametrize(
    "text",
    ["谁退了跟我说一声", "那你帮我盯着", "let me know if it gets free", "put me on the list"],
)
def test_who_wants_to_be_told_waits(text: str) -> None:
    found = words.answer(text, Message(buttons=BUTTONS), WEDNESDAY_MORNING)
    assert found == BUTTONS[2]["payload"]


@pytest.mark.parametrize(
    "text", ["里面有人打架，快告诉我怎么办", "there's a fire, let me know what to do"]
)
def test_what_may_be_a_danger_is_left_to_the_bot(text: str) -> None:
    assert words.answer(text, Message(buttons=BUTTONS), WEDNESDAY_MORNING) is None


@pytest.mark.parametrize("text", ["ok that one. go", "好，就那间吧"])
def test_what_points_to_the_only_one_takes_it(text: str) -> None:
    asked = Message(buttons=BUTTONS[1:])
    assert words.answer(text, asked, WEDNESDAY_MORNING) == BUTTONS[1]["payload"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("要能放ppt的", {"shows"}),
        ("有个big screen或者投影都ok", {"shows"}),
        ("要投影，能跟深圳连线", {"projector", "video"}),
        ("please nothing with stairs", {"step_free"}),
        ("somewhere quiet", {"quiet"}),
    ],
)
def test_what_a_room_has_to_have(text: str, wanted: set[str]) -> None:
    assert features.named_in(text) == wanted


def test_a_screen_or_a_projector_shows() -> None:
    assert not features.lacking({"shows"}, ["screen"])
    assert features.lacking({"shows", "video"}, ["projector"]) == {"video"}


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("推门进去一屋子人，说他们还没开完", Wants.INTRUDER),
        ("我们还没开完，再用半小时", Wants.EXTEND),
        ("我们进来了", Wants.HERE),
        ("anywhere else for nine of us", Wants.ELSEWHERE),
        ("keep it til 1", Wants.EXTEND),
        ("改4点吧", Wants.MOVE),
        ("coffee for fifteen at 10:30", Wants.COFFEE),
    ],
)
def test_what_is_wanted(text: str, wants: Wants) -> None:
    assert reading.wants(text) is wants


@pytest.mark.parametrize(
    ("text", "people"),
    [("60来号人", 60), ("for 4 ppl", 4), ("we are seven in all", 7), ("12 people", 12)],
)
def test_how_many_they_are(text: str, people: int) -> None:
    assert naming.headcount_in(text) == people


@pytest.mark.parametrize(
    "text", ["theres ppl in b301 and its ours from 2", "there are people in our room"]
)
def test_somebody_is_in_there_in_so_many_words(text: str) -> None:
    assert plainly.somebody_is_in_there(text)


def test_more_than_that_is_left_to_who_listens_for_danger() -> None:
    assert not plainly.somebody_is_in_there("theres ppl in b301 and they are fighting")


def test_striking_somebody_off_a_list_asks_after_no_strikes() -> None:
    assert reading.wants("how many strikes do I have") is reading.Wants.STRIKES
    assert reading.wants("strike him from the list") is not reading.Wants.STRIKES


BIT = 3
"""Characters: 那个, A座."""


def _dangers() -> list[str]:
    """What the bot learns to be a danger, but for bits of it that say nothing by themselves."""
    rows = [
        json.loads(line)
        for path in sorted(Path("bot/data/danger").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    critical = [one for one in rows if one.get("critical")]
    return [
        text for one in critical for text in one.get("texts") or [one["text"]] if len(text) > BIT
    ]


def test_no_danger_is_read_before_the_bot_has_heard_it() -> None:
    taken = [
        text
        for text in _dangers()
        if words.answer(text, Message(buttons=BUTTONS), WEDNESDAY_MORNING)
        or plainly.takes_it(text)
        or plainly.somebody_is_in_there(text)
        or words.alone(text)
    ]
    assert taken == []


@pytest.mark.parametrize(
    "text",
    [
        "有人盯着我，快告诉我怎么办",
        "有人盯着我",
        "he won't let me leave the room",
        "we wait, tell me: he is on the floor and does not answer",
        "等着，我跟你说一声对不起",
    ],
)
def test_more_than_a_wish_to_be_told_is_left_to_the_bot(text: str) -> None:
    assert words.answer(text, Message(buttons=BUTTONS), WEDNESDAY_MORNING) is None


def test_a_day_of_a_month_is_no_number_of_people() -> None:
    assert naming.headcount_in("skip the week of 21 December") is None
    assert naming.headcount_in("a room for 9") == 9
