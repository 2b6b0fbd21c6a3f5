"""Of those who are named, who is not coming and who is."""

from datetime import date

import pytest

from services.acts.acts import Cancel, Correct, Give, Start
from services.acts.state import State
from services.acts.values import Count, Fields, When
from tests.actions.driver import entity
from tests.given.acts import at, cart, clock, state, visit
from tests.given.reading import read


def stands(*names: str) -> State:
    """A visit for each, the last one made last."""
    visits = [
        visit(f"V-{place}", names=(name,), headcount=1, when=at("09:30"), ago=10 - place)
        for place, name in enumerate(names, 1)
    ]
    return state(*reversed(visits))


LATIN, CHINESE = ("Marcus Lim", "Nur Aisyah"), ("张伟", "李娜")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (LATIN, "Marcus cannot make it already, please cancel his. Nur Aisyah still on ah"),
        (LATIN, "Nur Aisyah still on, but Marcus cannot make it, please cancel his"),
        (LATIN, "cancel Marcus and keep Nur Aisyah"),
        (LATIN, "keep Nur Aisyah but cancel Marcus"),
        (LATIN, "cancel Marcus, not Nur Aisyah"),
        (LATIN, "don't cancel Nur Aisyah, cancel Marcus"),
        (LATIN, "Marcus isn't coming. Nur Aisyah's is unaffected"),
        (LATIN, "Nur Aisyah is still coming, cancel the other one"),
        (LATIN, "cancel Marcus, the other one stays"),
        (CHINESE, "张伟来不了了，取消吧，李娜照常"),
        (CHINESE, "李娜照常来，张伟的取消"),
        (CHINESE, "取消张伟的保留李娜的"),
        (CHINESE, "张伟不来了李娜照常"),
        (CHINESE, "李娜还来，另一个取消"),
    ],
)
def test_the_visit_of_who_is_not_coming_is_called_off(names: tuple[str, str], words: str) -> None:
    for order in (names, names[::-1]):
        there = stands(*order)
        [gone] = [one for one in there.things if one.fields["names"] == (names[0],)]
        acts = read(words, there, "cancel_visit")
        assert [act.of.number for act in acts if isinstance(act, Cancel)] == [gone.number]
        assert len(acts) == 1


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (LATIN, "Marcus and Nur Aisyah cannot come"),
        (LATIN, "Neither Marcus nor Nur Aisyah can come any more"),
        (CHINESE, "张伟和李娜都来不了了"),
    ],
)
def test_who_is_told_of_together_goes_together(names: tuple[str, str], words: str) -> None:
    acts = read(words, stands(*names), "cancel_visit")
    assert {act.of.number for act in acts if isinstance(act, Cancel)} == {"V-1", "V-2"}


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (LATIN, "Marcus cannot make 9.30, make it 10. Nur Aisyah stays as planned"),
        (CHINESE, "张伟改到10点，李娜不变"),
        (CHINESE, "李娜不变，张伟改到10点"),
    ],
)
def test_who_comes_at_another_hour_is_moved_and_the_other_stays(
    names: tuple[str, str], words: str
) -> None:
    [act] = read(words, stands(*names), "register_visitor")
    assert isinstance(act, Correct)
    assert act.of.number == "V-1"
    assert act.fields.names == ()


@pytest.mark.parametrize(
    "words", ["孙丽不来了，赵敏照常", "赵敏照常，孙丽来不了", "取消孙丽的，保留赵敏"]
)
def test_of_one_visit_who_comes_all_the_same_stays(words: str) -> None:
    there = state(visit(names=("赵敏", "孙丽"), headcount=2))
    [act] = read(words, there, "cancel_visit")
    assert isinstance(act, Correct)
    assert act.fields.names == ("赵敏",)
    assert act.fields.headcount == Count(exactly=1)


@pytest.mark.parametrize(
    ("names", "words", "day"),
    [
        (
            LATIN,
            "Marcus can't make it on Friday, move him to Monday. Nur Aisyah stays on Friday",
            7,
        ),
        (LATIN, "Marcus can't make Friday, Monday is fine for him. Nur Aisyah stays", 7),
        (CHINESE, "张伟明天来不了，改后天，李娜照常", 3),
        (CHINESE, "张伟来不了，换成后天，李娜不变", 3),
    ],
)
def test_who_comes_another_day_is_moved(names: tuple[str, str], words: str, day: int) -> None:
    acts = read(words, stands(*names), "cancel_visit")
    assert all(isinstance(act, Correct) for act in acts)
    moved = [act for act in acts if isinstance(act, Correct) and act.of.number == "V-1"]
    assert [act.fields.when and act.fields.when.day for act in moved] == [date(2026, 12, day)]


@pytest.mark.parametrize(
    "words",
    [
        "Marcus can't come tomorrow, cancel his; Nur Aisyah still on",
        "Marcus can't come tomorrow actually, Nur Aisyah still on",
        "Marcus can't make it, his car broke down. Nur Aisyah is still on",
        "Could you cancel Marcus? Nur Aisyah is still on",
        "Please cancel Marcus if possible, Nur Aisyah still on",
        "If possible cancel Marcus and keep Nur Aisyah",
        "Nur Aisyah is still on at 9.30, Marcus isn't coming",
    ],
)
def test_a_day_a_plea_or_a_reason_keeps_nobody(words: str) -> None:
    [act] = read(words, stands(*LATIN), "cancel_visit")
    assert isinstance(act, Cancel)
    assert act.of.number == "V-1"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (CHINESE, "如果张伟来不了，李娜还能照常进吗"),
        (CHINESE, "要是张伟不来，李娜照常"),
        (LATIN, "What happens if Marcus can't make it, is Nur Aisyah still on?"),
        (LATIN, "If I cancel Marcus, does Nur Aisyah stay on?"),
        (LATIN, "Is Marcus not coming? Is Nur Aisyah still on?"),
        (LATIN, "Cancel Marcus's parking, Nur Aisyah's stays"),
        (CHINESE, "张伟的停车位取消，李娜的保留"),
        (LATIN, "Marcus isn't coming by car; keep Nur Aisyah's plate"),
        (LATIN, "Marcus has left already, Nur Aisyah is still in the meeting"),
        (CHINESE, "张伟已经走了，李娜还在"),
    ],
)
def test_what_is_asked_or_is_of_a_car_or_of_who_has_left_calls_nobody_off(
    names: tuple[str, str], words: str
) -> None:
    there = stands(*names)
    acts = read(words, there, "track_visit")
    assert not any(isinstance(act, Cancel) for act in acts)
    acts = read(words, there, "cancel_visit")
    assert not any(act.of.number or act.of.thing for act in acts if isinstance(act, Cancel))


@pytest.mark.parametrize(
    ("names", "words", "told"),
    [
        (CHINESE, "张伟来不了，李娜改到下午三点", Fields(when=clock("15:00"))),
        (CHINESE, "李娜改到下午三点，张伟不来了", Fields(when=clock("15:00"))),
        (CHINESE, "张伟来不了，李娜推迟一小时", Fields(when=When(shift=60))),
        (CHINESE, "张伟不来了，李娜多带一个人", Fields(headcount=Count(plus=1))),
        (CHINESE, "张伟不来了李娜照常，给李娜加个车牌沪B12345", Fields(plate="沪B12345")),
        (
            LATIN,
            "Marcus can't make it, cancel his. Nur Aisyah brings one more person",
            Fields(headcount=Count(plus=1)),
        ),
        (
            LATIN,
            "Marcus is not coming and the other one comes at 3pm",
            Fields(when=clock("15:00")),
        ),
        (
            LATIN,
            "Nur Aisyah still comes, but at 3pm. Marcus is not coming",
            Fields(when=clock("15:00")),
        ),
    ],
)
def test_what_is_said_of_the_other_guest_beside_is_heard(
    names: tuple[str, str], words: str, told: Fields
) -> None:
    acts = read(words, stands(*names), "cancel_visit")
    [gone] = [act for act in acts if isinstance(act, Cancel)]
    [other] = [act for act in acts if isinstance(act, Correct | Give)]
    assert (gone.of.number, other.of.number, len(acts)) == ("V-1", "V-2", 2)
    assert other.fields.given == told.given
    heard = other.fields.when.model_copy(update={"words": None}) if other.fields.when else None
    assert other.fields.model_copy(update={"when": heard}) == told


def test_whom_the_other_guest_brings_along_comes_with_them() -> None:
    words = "张伟不来了，李娜带王强一起来"
    found = [entity("visitor_name", "王强", start=9, end=11)]
    [gone, other] = read(words, stands(*CHINESE), "cancel_visit", found=found)
    assert isinstance(gone, Cancel)
    assert isinstance(other, Give | Correct)
    assert (gone.of.number, other.of.number) == ("V-1", "V-2")
    assert (other.fields.names, other.fields.adds_names) == (("王强",), True)


def test_a_guest_of_a_visit_who_has_a_portion_calls_no_visit_off() -> None:
    there = state(cart("拿铁"), *stands(*CHINESE).things)
    acts = read("拿铁不要了，张伟和李娜不喝", there, "modify_order")
    assert not any(isinstance(act, Cancel) for act in acts)


def test_who_signs_behind_a_guest_that_stays_does_not_come_along() -> None:
    words = "Marcus isn't coming. Nur Aisyah still on, thanks, Grace"
    found = [
        entity("visitor_name", "Nur Aisyah still", start=21, end=37),
        entity("visitor_name", "Grace", start=50, end=55),
    ]
    acts = read(words, stands(*LATIN), "cancel_visit", found=found)
    assert [act.of.number for act in acts if isinstance(act, Cancel)] == ["V-1"]
    assert len(acts) == 1


@pytest.mark.parametrize("words", ["Marcus can't now, Nur Aisyah", "张伟没空，李娜"])
def test_a_guest_of_another_visit_comes_instead_of_nobody(words: str) -> None:
    there = stands(*(LATIN if words.isascii() else CHINESE))
    told = [name for one in there.things for name in one.fields["names"]]
    first = [part for name in told for part in (name, name.split()[0]) if part in words]
    found = [
        entity("visitor_name", one, start=words.index(one), end=words.index(one) + len(one))
        for one in first
    ]
    acts = read(words, there, "cancel_visit", found=found)
    renamed = [act.fields.names for act in acts if isinstance(act, Correct) and act.fields.names]
    assert all(names == told[:1] for names in map(list, renamed))


@pytest.mark.parametrize(
    ("words", "names", "heads"),
    [
        ("One more visitor: Nur Aisyah, also tomorrow, 11am", ("Nur Aisyah",), None),
        ("another guest, Bob Chen, tomorrow 3pm", ("Bob Chen",), None),
        ("再加一个访客李娜，也是明天，下午2点", ("李娜",), None),
        ("再加两位客人：王强、李娜，明天下午3点", ("王强", "李娜"), None),
        ("Bob Chen with one more guest tomorrow 3pm", ("Bob Chen",), 2),
        ("Bob Chen and two more colleagues, tomorrow at 3pm", ("Bob Chen",), 3),
        ("王强明天下午3点来，另外还带一位同事", ("王强",), 2),
    ],
)
def test_who_is_counted_and_named_at_once_is_one(
    words: str, names: tuple[str, ...], heads: int | None
) -> None:
    found = [
        entity("visitor_name", one, start=words.index(one), end=words.index(one) + len(one))
        for one in names
    ]
    [act] = read(words, stands("Marcus Lim"), "register_visitor", found=found)
    assert isinstance(act, Start)
    assert act.fields.names == names
    assert act.fields.headcount == (None if heads is None else Count(exactly=heads))
