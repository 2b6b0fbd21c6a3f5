"""What is chosen of what our last message offers, and how many of what was asked about."""

from dataclasses import replace
from typing import Any

import pytest

from actions.acts.translating import translate
from services.acts.acts import Ask, Edit, GiveUp, Op, Start
from services.acts.resolving import resolve
from services.acts.state import Asked, State
from services.acts.steps import Step
from services.acts.values import What
from tests.actions.acts.test_choosing import heard
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read


def offering(*names: str) -> State:
    """What we offer: a button to order each."""
    offered: list[dict[str, Any]] = [{"item": ITEMS[one], "title": f"来一份{one}"} for one in names]
    return replace(state(), asked=Asked("choice", offered=tuple(offered)))


TWO = offering("芝士蛋糕", "可颂")


@pytest.mark.parametrize("intent", ["out_of_scope", "modify_order", "deny"])
@pytest.mark.parametrize(
    "words", ["算了，两个都要", "纠结死了，全都来吧", "oh well, both of them please"]
)
def test_all_that_was_offered_is_put_in(words: str, intent: str) -> None:
    [act] = read(words, TWO, intent)
    assert isinstance(act, Edit)
    step = resolve(act, TWO)
    assert isinstance(step, Step)
    assert isinstance(step.act, Edit)
    assert [line.item for line in step.act.lines] == [ITEMS["芝士蛋糕"], ITEMS["可颂"]]


def test_the_second_of_two() -> None:
    [act] = read("那要第二个，来三份", TWO, "order_food")
    assert isinstance(act, Edit)
    step = resolve(act, TWO)
    assert isinstance(step, Step)
    assert isinstance(step.act, Edit)
    assert [(line.item, line.quantity) for line in step.act.lines] == [(ITEMS["可颂"], 3)]


def test_without_a_word_for_them_nothing_is_chosen() -> None:
    [act] = read("算了", TWO, "deny")
    assert isinstance(act, GiveUp)


def test_words_that_point_are_no_choice_where_nothing_is_offered() -> None:
    assert not [one for one in read("两个都要", state(), "out_of_scope") if isinstance(one, Edit)]


@pytest.mark.parametrize("intent", ["browse_shop", "order_goods", "ask_faq", "out_of_scope"])
@pytest.mark.parametrize(
    ("words", "item", "many"),
    [
        ("雨伞有吗，来两把", "雨伞", 2),
        ("有没有口罩？给我三包", "口罩", 3),
        ("do you have umbrellas? 4 pieces please", "雨伞", 4),
        ("do you have umbrellas? if so two please", "雨伞", 2),
        ("any umbrellas left? two if yes", "雨伞", 2),
        ("有雨伞卖吗 有的话要一把", "雨伞", 1),
    ],
)
def test_a_number_behind_a_question_is_how_many_are_wanted(
    words: str, item: str, many: int, intent: str
) -> None:
    ask, wanted = read(words, state(), intent)
    assert isinstance(ask, Ask)
    assert isinstance(wanted, Start)
    assert [(line.item, line.quantity) for line in wanted.lines] == [(ITEMS[item], many)]


def test_in_the_middle_of_an_order_they_are_put_to_it() -> None:
    ask, wanted = read("雨伞有吗，来两把", state(cart("口罩 x3")), "browse_shop")
    assert isinstance(ask, Ask)
    assert isinstance(wanted, Edit)
    assert wanted.op is Op.ADD
    assert [(line.item, line.quantity) for line in wanted.lines] == [(ITEMS["雨伞"], 2)]


@pytest.mark.parametrize(
    "words", ["有没有20把雨伞", "do you have 20 umbrellas?", "雨伞有吗，两把多少钱？"]
)
def test_a_number_that_is_asked_about_is_not_ordered(words: str) -> None:
    assert not [one for one in read(words, state(), "browse_shop") if not isinstance(one, Ask)]


def test_a_number_that_answers_an_offer_stands_beside_another_wish() -> None:
    one = offering("口罩")
    text = "good, [3|quantity:add=3] it is. [plus|op:add] [a|quantity:add=1] [cola|item:add=可乐]"
    said = heard(text, "order_goods", {"edit:add": 0.98})
    cola = {"entity": "item", "value": ITEMS["可乐"], "text": "cola", "group": "1"}
    at = said.text.index("cola")
    said = replace(said, entities=({**cola, "start": at, "end": at + 4},))
    acts = translate(said, one)
    assert [(act.quantity, act.op) for act in acts if isinstance(act, Edit)] == [(3, Op.ADD)]
    assert [act.what for act in acts if isinstance(act, Start)] == [What.ORDER]


def test_what_is_named_beside_words_that_point_is_that_one() -> None:
    given = offering("拿铁", "抹茶拿铁")
    [begins] = read("The green ones, matcha latte. Four please", given, "order_food")
    assert isinstance(begins, Start)
    assert [(one.item, one.quantity) for one in begins.lines] == [(ITEMS["抹茶拿铁"], 4)]
