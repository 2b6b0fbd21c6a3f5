"""A part of what stands of a visit, said anew; what is well again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.acts.acts import Cancel, Correct, Start
from services.acts.state import Change
from services.acts.values import Count, Fields, What, When
from tests.given.acts import NOW, repair, state, visit
from tests.given.reading import read


@pytest.mark.parametrize(
    ("known", "words", "name"),
    [
        ("Marta Kowalsky", "Kowalska, with an a at the end, sorry", "Marta Kowalska"),
        ("Jon Bergman", "oops it's Bergmann with two n, sorry, my mistake", "Jon Bergmann"),
        ("陈晓明", "名字打错一个字，中间是大小的小", "陈小明"),
        ("王雷", "名字写错了，是花蕾的蕾", "王蕾"),
    ],
)
def test_a_name_that_is_spelt_otherwise(known: str, words: str, name: str) -> None:
    [act] = read(words, state(visit(names=(known,))), "modify_order", acts={"correct": 0.99})
    assert isinstance(act, Correct)
    assert act.fields.names == (name,)


@pytest.mark.parametrize(
    "words", ["打错了，车牌尾号三位改成655", "sorry, the last three of the plate are 655"]
)
def test_the_end_of_a_plate(words: str) -> None:
    there = state(visit(names=("孙丽",), plate="京N8P621"))
    [act] = read(words, there, "modify_order", acts={"correct": 0.9})
    assert isinstance(act, Correct)
    assert act.fields.plate == "京N8P655"


def test_one_who_comes_after_all() -> None:
    there = visit(names=("Hanna",), headcount=2)
    was = Change(there.id, NOW, Fields(headcount=Count(exactly=4)))
    stands = replace(state(there), changed=(was,))
    words = "sorry, one of the two is coming after all"
    [act] = read(words, stands, "modify_order", acts={"correct": 0.83})
    assert isinstance(act, Correct)
    assert act.fields.headcount == Count(plus=1)


def test_who_comes_as_well_replaces_nobody() -> None:
    named = {"entity": "visitor_name", "value": "陈红", "start": 2, "end": 4, "text": "陈红"}
    there = state(visit(names=("李强",)))
    [act] = read("还有陈红也来", there, "modify_order", found=[named])
    assert isinstance(act, Correct)
    assert act.fields.adds_names


@pytest.mark.parametrize(
    "words",
    ["Now 7 pax total, one more from Finance, same vehicle", "一共7个人，财务多来一位，还是那辆车"],
)
def test_so_many_in_all_one_of_them_from_somewhere(words: str) -> None:
    there = state(visit(names=("Desmond Ong",), headcount=6, plate="沪B88K66"))
    [act] = read(words, there, "view_cart", acts={"correct": 0.99, "give": 0.49})
    assert isinstance(act, Correct)
    assert act.fields.headcount == Count(exactly=7)
    assert act.fields.names == ()


@pytest.mark.parametrize("intent", ["thank", "complain", "report_repair", "out_of_scope"])
@pytest.mark.parametrize(
    "words",
    [
        "虚惊一场，推上去就好了",
        "好了好了 网又来了，谢谢",
        "不用来了 是网线被踢掉了",
        "false alarm, it's working again",
        "sorted itself out, no need to send anyone",
    ],
)
def test_what_is_well_again_is_called_off(words: str, intent: str) -> None:
    [cancel] = [one for one in read(words, state(repair()), intent) if one.act != "social"]
    assert isinstance(cancel, Cancel)
    assert cancel.of.what is What.REPAIR


@pytest.mark.parametrize("words", ["网恢复了吗？", "师傅几点来"])
def test_a_question_calls_nothing_off(words: str) -> None:
    found = read(words, state(repair()), "track_repair")
    assert not [one for one in found if isinstance(one, Cancel)]


def test_what_a_technician_has_taken_up_is_not_called_off_so() -> None:
    found = read("修好了，谢谢", state(replace(repair(), status="in_progress")), "thank")
    assert not [one for one in found if isinstance(one, Cancel)]


def test_nothing_is_called_off_where_nothing_is_reported() -> None:
    found = read("虚惊一场", state(), "out_of_scope")
    assert not [one for one in found if isinstance(one, Cancel | Start)]


@pytest.mark.parametrize(
    ("words", "at"),
    [("Peter's should begin half an hour after hers", 30), ("Peter比她晚一个小时到", 60)],
)
def test_so_long_after_the_other_visit(words: str, at: int) -> None:
    hers = visit(names=("Aisha Khan",), when=When(start=NOW, day=NOW.date()))
    his = visit("V-2", names=("Peter Novak",), when=When(start=NOW, day=NOW.date()))
    acts = read(words, state(his, hers), "change_booking", acts={"correct": 0.99})
    [act] = [one for one in acts if isinstance(one, Correct)]
    assert act.fields.when is not None
    assert act.fields.when.start == NOW + timedelta(minutes=at)
