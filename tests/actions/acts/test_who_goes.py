"""Of those who are named, who is not coming and who is."""

import pytest

from services.acts.acts import Cancel, Correct, Start
from services.acts.state import State
from services.acts.values import Count
from tests.actions.driver import entity
from tests.given.acts import at, cart, state, visit
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


def test_a_guest_of_a_visit_who_has_a_portion_calls_no_visit_off() -> None:
    there = state(cart("拿铁"), *stands(*CHINESE).things)
    acts = read("拿铁不要了，张伟和李娜不喝", there, "modify_order")
    assert not any(isinstance(act, Cancel) for act in acts)


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
