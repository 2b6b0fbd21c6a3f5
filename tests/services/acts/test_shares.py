"""Shares of what stands, and numbers for each person."""

import pytest

from services.acts.acts import Edit, Op, Start
from services.acts.resolving import resolve
from services.acts.steps import Refusal, Step, Why
from services.acts.values import Line, Ref, What
from tests.given.acts import ITEMS, cart, state

RICE, NOODLES, COLA, SPRITE = (ITEMS[name] for name in ("宫保鸡丁盖饭", "牛肉面", "可乐", "雪碧"))
NO_CHILI = Edit(op=Op.REFINE, share=0.5, options=("no_chili",))


def test_half_of_the_only_line_is_so_many_portions() -> None:
    step = resolve(NO_CHILI, state(cart("宫保鸡丁盖饭 x4")))
    assert isinstance(step, Step)
    assert (step.after, step.portions) == ((2,), (2,))


def test_half_is_of_all_portions_of_the_item() -> None:
    act = NO_CHILI.model_copy(update={"on": Ref(item=RICE)})
    step = resolve(act, state(cart("宫保鸡丁盖饭 x4", "可乐 x2")))
    assert isinstance(step, Step)
    assert step.portions == (2,)


def test_half_of_an_uneven_number_is_refused() -> None:
    refused = resolve(NO_CHILI, state(cart("宫保鸡丁盖饭 x3")))
    assert isinstance(refused, Refusal)
    assert refused.why == Why.UNEVEN


def test_half_of_several_dishes_is_no_guess() -> None:
    refused = resolve(NO_CHILI, state(cart("宫保鸡丁盖饭 x4", "麻婆豆腐饭 x2")))
    assert isinstance(refused, Refusal)
    assert refused.why == Why.UNCLEAR_LINE


def test_half_goes_and_half_is_swapped() -> None:
    stands = state(cart("可乐 x4"))
    goes = resolve(Edit(op=Op.FEWER, share=0.5, on=Ref(item=COLA)), stands)
    assert isinstance(goes, Step)
    assert goes.after == (2,)
    swap = Edit(op=Op.SWAP, share=0.5, on=Ref(item=COLA), lines=(Line(item=SPRITE),))
    swapped = resolve(swap, stands)
    assert isinstance(swapped, Step)
    assert swapped.portions == (2,)


@pytest.mark.parametrize(
    ("lines", "standing", "many"),
    [
        ((Line(item=RICE, quantity=3), Line(item=COLA, quantity=1, each=True)), (), 3),
        ((Line(item=COLA, quantity=2, each=True),), ("宫保鸡丁盖饭 x3",), 6),
        ((Line(item=COLA, quantity=1, each=True),), ("宫保鸡丁盖饭 x3", "可乐 x9"), 3),
        ((Line(item=COLA, quantity=1, each=True),), ("宫保鸡丁盖饭 x3", "雪碧 x9"), 3),
        ((Line(item=COLA, quantity=1, each=True),), ("宫保鸡丁盖饭 x3", "牛肉面 x2"), 5),
    ],
    ids=[
        "in the same breath",
        "two each",
        "more of what stands",
        "a drink feeds nobody",
        "of two dishes",
    ],
)
def test_one_each_is_as_many_as_there_are_portions(
    lines: tuple[Line, ...], standing: tuple[str, ...], many: int
) -> None:
    stands = state(cart(*standing)) if standing else state()
    step = resolve(Start(what=What.ORDER, lines=lines), stands)
    assert isinstance(step, Step)
    assert isinstance(step.act, Start)
    assert (step.act.lines[-1].quantity, step.act.lines[-1].each) == (many, False)


@pytest.mark.parametrize(
    ("lines", "standing"),
    [
        ((Line(item=COLA, quantity=1, each=True),), ()),
        (
            (
                Line(item=RICE, quantity=3),
                Line(item=NOODLES, quantity=2),
                Line(item=COLA, quantity=1, each=True),
            ),
            (),
        ),
    ],
    ids=["nothing stands", "two dishes are told"],
)
def test_one_each_of_nobody_knows_how_many_stays_so(
    lines: tuple[Line, ...], standing: tuple[str, ...]
) -> None:
    stands = state(cart(*standing)) if standing else state()
    step = resolve(Start(what=What.ORDER, lines=lines), stands)
    assert isinstance(step, Step)
    assert isinstance(step.act, Start)
    assert step.act.lines[-1].each
