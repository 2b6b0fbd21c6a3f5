"""One person's portion, and wishes for what was just put in."""

import pytest

from actions.acts.translating.agreeing import on_what_is_pointed_at
from actions.acts.translating.by_roles import edits_by_roles
from services.acts.acts import Edit, Op
from services.acts.values import Line, Ref
from tests.actions.acts.test_translating_heard import marked
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

MANY = state(cart("牛肉面 x4", "可乐 x7"))


@pytest.mark.parametrize("words", ["我的可乐也不用了", "my cola can go"])
def test_what_is_somebodys_own_is_one_of_several(words: str) -> None:
    [act] = [one for one in read(words, MANY, "modify_order") if isinstance(one, Edit)]
    assert (act.op, act.quantity) == (Op.FEWER, 1)


def test_what_somebody_who_is_named_does_without_is_one() -> None:
    bo = {"entity": "visitor_name", "value": "Bo", "start": 0, "end": 2}
    [act] = [
        one
        for one in read("Bo wants to drop the cola", MANY, "modify_order", found=(bo,))
        if isinstance(one, Edit)
    ]
    assert (act.op, act.quantity) == (Op.FEWER, 1)


def test_what_nobody_is_named_for_goes_altogether() -> None:
    [act] = read("drop the cola", MANY, "modify_order")
    assert isinstance(act, Edit)
    assert (act.op, act.quantity) == (Op.REMOVE, None)


def test_a_wish_for_that_one_is_for_the_one_that_was_put_in_besides() -> None:
    said = marked(
        "[牛肉面|item:more=牛肉面]加多[一个|quantity:more=1]，[嗰个|ref:refine][少面|option=less_noodles]"
    )
    more, wish = edits_by_roles(said)
    assert isinstance(more, Edit)
    assert isinstance(wish, Edit)
    assert (more.op, wish.op, wish.part) == (Op.MORE, Op.REFINE, 1)
    assert wish.on == more.on


def test_a_swap_is_on_the_line_that_is_pointed_at_by_its_place() -> None:
    said = marked("第二份不吃肉，给他[番茄鸡蛋面|item:in=番茄鸡蛋面]")
    second = {"entity": "line_ref", "value": {"position": 2}, "start": 0, "end": 3}
    swap = Edit(op=Op.SWAP, lines=(Line(item=ITEMS["番茄鸡蛋面"]),))
    said = type(said)(said.text, said.intent, 0.9, (second,), {}, {}, spans=said.spans)
    assert on_what_is_pointed_at([swap], said) == [swap.model_copy(update={"on": Ref(position=2)})]
