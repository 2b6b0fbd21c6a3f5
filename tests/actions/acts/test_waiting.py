"""What somebody who waits for a person tells of themselves begins no visit."""

from services.acts.acts import Give, Unknown
from tests.given.acts import state, visit, waiting
from tests.given.reading import read

WHO = {"entity": "visitor_name", "value": "Tina", "text": "Tina", "start": 16, "end": 20}


def test_who_and_where_they_are_is_for_whoever_answers() -> None:
    words = "Building B, 9F, Tina at reception"
    [act] = read(words, state(waiting()), "modify_order", found=[WHO])
    assert isinstance(act, Unknown)


def test_it_is_of_the_visit_where_one_was_registered_lately() -> None:
    given = state(waiting(), visit(ago=2, names=["Sam"]))
    acts = read("Building B, 9F, Tina at reception", given, "modify_order", found=[WHO])
    assert any(isinstance(one, Give) for one in acts)
