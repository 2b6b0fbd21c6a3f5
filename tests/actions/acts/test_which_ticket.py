"""Which of several tickets a message means, and what is told of an emergency just reported."""

import pytest

from actions.acts.translating.faults import described
from services.acts.acts import Correct, Give, Start
from services.acts.state import State
from services.acts.values import Place
from tests.given.acts import repair, state
from tests.given.reading import read


def two() -> State:
    light = repair("T-1", description="C座4楼405会议室的灯一直闪", place="C/4/405", ago=2)
    chair = repair("T-2", description="有把椅子轮子掉了", place="C/4/405", ago=2)
    return state(light, chair)


def test_the_room_of_the_one_that_is_named_is_corrected() -> None:
    [act] = read("椅子是406的，不是405的", two(), "report_repair", acts={"correct": 0.99})
    assert isinstance(act, Correct)
    assert act.of.number == "T-2"
    assert act.fields.place == Place(floor=4, room="406")


def test_a_room_by_its_bare_number_is_corrected_where_the_other_is_taken_back() -> None:
    given = state(repair("T-1", description="dripping", place="D/4/402", ago=2))
    [act] = read("sorry not 402, 420", given)
    assert isinstance(act, Correct)
    assert (act.of.number, act.fields.place) == ("T-1", Place(room="420"))


@pytest.mark.parametrize(
    "words",
    [
        "I ought to have said: the room is in fact 708, for which I apologise, not mine but theirs",
        "sorry, the room is actually 708",
        "the room should be 708",
        "说错了，房间是708",
    ],
)
def test_the_room_of_what_alone_was_reported_is_another(words: str) -> None:
    given = state(repair("T-1", description="a chair", place="A/7/706", ago=2))
    [act] = read(words, given, "change_booking")
    assert isinstance(act, Correct)
    assert act.fields.place is not None
    assert act.fields.place.room == "708"


def test_of_two_the_room_of_neither_is_another() -> None:
    given = state(
        repair("T-1", description="a chair", place="A/7/706", ago=2),
        repair("T-2", description="a lamp", place="A/7/701", ago=1),
    )
    acts = read("the room should be 708", given, "change_booking")
    assert not any(isinstance(act, Correct) and act.fields.place for act in acts)


@pytest.mark.parametrize("words", ["405 and 406 please", "please hurry", "420"])
def test_what_takes_nothing_back_corrects_no_room(words: str) -> None:
    assert not any(isinstance(one, Correct) for one in read(words, two()))


def lift(ago: int) -> State:
    return state(repair("T-1", description="电梯卡住了", place="D/5/", urgency="critical", ago=ago))


def test_what_does_not_open_in_the_lift_is_more_of_the_emergency() -> None:
    [act] = read("门打不开，快点来人啊", lift(1), "report_repair", acts={"urge": 0.6})
    assert isinstance(act, Give)
    assert (act.of.number, act.fields.category) == ("T-1", None)


def test_what_breaks_long_after_an_emergency_is_a_report() -> None:
    [act] = read("门打不开，快点来人啊", lift(60), "report_repair", acts={"urge": 0.6})
    assert isinstance(act, Start)


def test_what_still_wants_mending_is_what_was_reported() -> None:
    given = state(repair("T-1", description="道闸抬不起来", place="B/-1/", ago=2))
    [act] = read("保安先手动放行了，还是要修", given, "report_repair", acts={"give": 0.1})
    assert isinstance(act, Give)
    assert act.of.number == "T-1"


def test_what_surely_begins_a_report_does() -> None:
    acts = read("门打不开", lift(1), "report_repair", acts={"start:repair": 0.97})
    assert isinstance(acts[0], Start)


def test_where_a_message_is_names_no_ticket() -> None:
    light = repair("T-1", description="大厅的灯一直闪", place="C/1/", ago=2)
    chair = repair("T-2", description="有把椅子轮子掉了", place="C/1/", ago=2)
    words = "不对，椅子在B座1楼大厅"
    [act] = read(words, state(light, chair), "report_repair", acts={"correct": 0.99})
    assert isinstance(act, Correct)
    assert act.of.number == "T-2"


def test_words_that_stand_in_any_report_name_no_ticket() -> None:
    light = repair("T-1", description="this light has been flickering", ago=2)
    chair = repair("T-2", description="a wobbly chair", ago=2)
    assert described("this has been wrong, please", [light, chair]) == []
    assert described("this chair, please", [light, chair]) == [chair]
