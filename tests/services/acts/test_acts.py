"""Acts as JSON: what is written is read again, and what nobody defined is an error."""

import pytest

from services.acts.acts import MOST, acts_of, as_json
from services.kit.errors import Invalid

SAID = [
    {"act": "start", "what": "order", "lines": [{"item": 3, "quantity": 2}]},
    {"act": "edit", "op": "refine", "on": {"among": "last"}, "options": ["iced"], "part": 1},
    {"act": "correct", "fields": {"when": {"shift": 30}, "headcount": {"plus": -1}}},
    {"act": "cancel", "of": {"what": "visit", "number": "V123"}},
    {"act": "unknown", "words": "呃"},
]


def test_what_is_written_is_read_again() -> None:
    acts = acts_of(SAID)
    assert as_json(acts) == SAID
    assert acts_of(as_json(acts)) == acts


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ([{"act": "order"}], "acts.0"),
        ([{"act": "confirm"}, {"act": "edit", "op": "twist"}], "acts.1.edit.op"),
        ([{"act": "give", "fields": {"colour": "red"}}], "acts.0.give.fields.colour"),
        ([{"act": "unknown", "words": ""}], "acts.0.unknown.words"),
        ([{"act": "confirm"}] * (MOST + 1), "acts."),
        ("confirm", "acts."),
    ],
)
def test_what_nobody_defined_is_an_error_that_names_its_place(
    said: list[object], where: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        acts_of(said)
    assert str(wrong.value).startswith(where)


def test_a_number_is_read_however_large_somebody_says_it() -> None:
    """Who carries it out says what can be had; the rest of the message is not lost with it."""
    [act] = acts_of([{"act": "edit", "op": "set", "quantity": 44_444}])
    assert act.act == "edit"
    assert act.quantity == 44_444


def test_fields_know_which_of_them_were_said() -> None:
    [act] = acts_of([{"act": "give", "fields": {"plate": "", "names": ["王总"]}}])
    assert act.act == "give"
    assert act.fields.given == {"plate", "names"}
