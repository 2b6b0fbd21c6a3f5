"""Which of what our last message offers is meant."""

from dataclasses import replace

import pytest

from actions.acts.translating import narrowed
from actions.kit.said import Said
from bot.components.parsers.relations import find_relations
from services.acts.acts import Edit, Op, Start, Unknown
from services.acts.state import Asked, State
from services.acts.values import Line, What
from tests.given.acts import ITEMS, cart, offering, state

BOTH = (ITEMS["拿铁"], ITEMS["抹茶拿铁"])


def said(words: str) -> Said:
    entities = tuple(
        {**one.extra, "entity": one.entity, "value": one.value, "start": one.start, "end": one.end}
        for one in find_relations(words)
    )
    return replace(Said.of({"text": words, "intent": {"name": "out_of_scope"}}), entities=entities)


@pytest.mark.parametrize("begins", [True, False])
def test_a_word_that_may_mean_others_too_means_the_one_that_is_offered(begins: bool) -> None:
    line = Line(candidates=(ITEMS["抹茶拿铁"], ITEMS["澳白"]), words="抹茶")
    act = Start(what=What.ORDER, lines=(line,)) if begins else Edit(op=Op.SWAP, lines=(line,))
    asked = offering("拿铁", "抹茶拿铁", quantity=2)
    [edit] = narrowed.chosen((act,), said("抹茶的那种"), state(asked=asked))
    assert isinstance(edit, Edit)
    assert (edit.op, edit.lines[0].item, edit.lines[0].quantity) == (Op.ADD, BOTH[1], 2)


def test_what_stands_already_is_not_put_in_again() -> None:
    edit = Edit(op=Op.SET, lines=(), on=None, quantity=3)
    act = edit.model_copy(update={"lines": (Line(item=ITEMS["拿铁"]),)})
    given = replace(state(cart("拿铁")), asked=offering("拿铁", "抹茶拿铁"))
    assert narrowed.chosen((act,), said("3"), given) == (act,)


def refused(*quantities: int) -> State:
    offered = tuple({"item": ITEMS["口罩"], "quantity": many, "title": "x"} for many in quantities)
    return state(asked=Asked("quantity", None, None, offered))


@pytest.mark.parametrize(
    ("words", "many"),
    [
        ("那就按起订量来", 5),
        ("最少几个就几个", 5),
        ("whatever the minimum is", 5),
        ("ok, the maximum then", 9),
        ("那按最多的来", 9),
    ],
)
def test_the_least_and_the_most_that_can_be_had(words: str, many: int) -> None:
    [edit] = narrowed.chosen((Unknown(words=words),), said(words), refused(5, 9))
    assert isinstance(edit, Edit)
    assert (edit.op, edit.quantity) == (Op.ADD, many)
    assert narrowed.bound(said(words), refused(5, 9)) == edit


def test_without_an_offer_there_is_no_least() -> None:
    acts = (Unknown(words="最少几个"),)
    assert narrowed.chosen(acts, said("最少几个"), state()) == acts
