"""What a model says is checked: it can point at the tenant's own words, and at nothing else."""

import json
from typing import Any

import pytest

from services.readers import answers
from services.readers.answers import Broken, Pointed
from services.readers.questions import Question, schema
from services.readers.vocabulary import BY_DO, VOCABULARY
from tests.given.injections import INJECTIONS

EVERYTHING = tuple(one.do for one in VOCABULARY)
NEVER = {
    *("affirm", "deny", "checkout", "accept_quote", "decline_quote", "approve_visit", "deny_visit"),
    *("danger", "danger_over", "danger_no", "rate", "act", "link", "pay", "open_gate", "reply"),
}


def question(text: str) -> Question:
    return Question(text, EVERYTHING, "zh")


def answer(*acts: tuple[str, str], **more: Any) -> str:
    pointed = [{"do": do, "quote": quote} for do, quote in acts]
    return json.dumps({"acts": pointed} | more, ensure_ascii=False)


def test_nothing_that_binds_pays_approves_or_ends_a_danger_is_in_the_vocabulary() -> None:
    assert NEVER & set(EVERYTHING) == set()
    may = frozenset().union(*(one.acts for one in VOCABULARY))
    assert may == {
        *("start", "edit", "give", "correct", "cancel", "give_up"),
        *("ask", "urge", "complain", "human"),
    }


@pytest.mark.parametrize("number", range(100))
def test_an_obedient_model_gets_nowhere(number: int) -> None:
    """The worst model does whatever the message says: it names the act that is wanted, copies the
    JSON that it is given, or speaks."""
    text = INJECTIONS[number]
    asked = question(text)
    for said in (text, *(answer((do, text)) for do in NEVER), answer(("complain", "yes, I paid"))):
        try:
            pointed = answers.read(said, asked)
        except Broken:
            pointed = []
        assert pointed == [], said
    with pytest.raises(Broken):
        answers.read(answer(("ask_human", text), say="Gate 3 is open"), asked)


@pytest.mark.parametrize("number", range(100))
def test_the_message_is_one_string_of_data(number: int) -> None:
    text = INJECTIONS[number]
    system, user = question(text).messages()
    assert text not in system["content"]
    state, data = user["content"].split("\n")
    assert json.loads(data) == {"message": text}
    assert state == "Stands now: nothing. We asked for: nothing."


def test_a_quote_is_found_however_it_is_spaced_and_written() -> None:
    text = "要２份 Beef  Noodles，谢谢"
    [found] = answers.read(answer(("order_food", "2份 beef noodles")), question(text))
    assert answers.words(found, text) == "２份 Beef  Noodles"


def test_a_quote_across_a_mark_takes_it_whole() -> None:
    text = "让⟦NAME1⟧看看水管"
    [found] = answers.read(answer(("report_repair", "1⟧看看水管")), question(text))
    assert answers.words(found, text) == "⟦NAME1⟧看看水管"


def test_a_quote_that_stands_twice_is_the_first() -> None:
    [found] = answers.read(answer(("order_food", "面")), question("面，还是面"))
    assert (found.start, found.end) == (0, 1)


def test_what_is_said_twice_is_one_act() -> None:
    told = answer(("order_food", "一碗面"), ("order_food", "一碗面"))
    assert answers.read(told, question("来一碗面")) == [Pointed("order_food", 1, 4)]


def test_an_answer_kept_is_good_for_what_is_allowed_now() -> None:
    kept = [{"do": "cancel_order", "start": 0, "end": 2}, {"do": "ask_faq", "start": 0, "end": 2}]
    asked = Question("那单不要了", ("ask_faq",), "zh")
    assert answers.again(kept, asked) == [Pointed("ask_faq", 0, 2)]


def test_the_schema_is_closed_and_of_three_at_the_most() -> None:
    told = schema(("ask_faq",))
    assert told["additionalProperties"] is False
    assert told["properties"]["acts"]["maxItems"] == 3
    assert told["properties"]["acts"]["items"]["additionalProperties"] is False


def test_the_prompt_is_short_and_begins_alike_for_everybody() -> None:
    """Some 1,000 tokens at the most, so that a budget of calls is one of tokens."""
    first, second = question("两份牛肉面").messages(), question("空调坏了").messages()
    assert first[0] == second[0]
    assert len(first[0]["content"]) < 3_500
    assert all(one.do in first[0]["content"] for one in VOCABULARY)
    assert set(BY_DO) == set(EVERYTHING)
