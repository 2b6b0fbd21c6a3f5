"""Where rules and the reader find different words to be a name."""

from typing import Any

from bot.components.parsers.knowledge import Knowledge
from bot.components.reading.said import Said
from bot.components.reading.settling import parted, settled

KNOWN = Knowledge.from_json(
    {
        "version": 1,
        "items": [
            {"id": 1, "kind": "dish", "names": ["酸辣粉", "hot and sour glass noodles"]},
            {"id": 2, "kind": "dish", "names": ["番茄鸡蛋面", "tomato egg noodles"]},
            {"id": 3, "kind": "dish", "names": ["清炒时蔬", "seasonal greens"]},
            {"id": 4, "kind": "product", "names": ["五号电池", "AA battery", "AA电"]},
        ],
        "options": [{"code": "soft", "names": ["面软一点", "soft noodles"]}],
        "buildings": [],
    }
)
BEGINS = {"start:order": 0.99}


def said(text: str, words: str, label: str, sure: float, role: str = "add") -> Said:
    start = text.index(words)
    return Said(start, start + len(words), words, label, role, sure, 1.0)


def entity(text: str, words: str, name: str, value: Any, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"entity": name, "start": start, "end": start + len(words), "text": words,
            "value": value, **more}  # fmt: skip


TEXT = "1 tomato egg noodles, soft noodles"
TOMATO = said(TEXT, "tomato egg noodles", "item", 0.9)
SOFT = entity(TEXT, "soft noodles", "item", 1, how="fuzzy")


def test_a_likeness_to_a_name_is_none_where_a_wish_was_heard() -> None:
    hearing = settled([SOFT], [TOMATO, said(TEXT, "soft noodles", "option", 0.4)], BEGINS, KNOWN)
    assert hearing.nameless == ((SOFT["start"], SOFT["end"]),)
    assert [(one.entity, one.value) for one in hearing.found if one.entity == "option"] == [
        ("option", "soft")
    ]


def test_a_name_that_is_written_whole_stands_unless_something_else_is_surely_heard() -> None:
    whole = {**SOFT, "how": "exact"}
    unsure = said(TEXT, "soft noodles", "option", 0.4)
    assert not settled([whole], [TOMATO, unsure], {}, KNOWN).nameless
    sure = said(TEXT, "soft noodles", "option", 0.9)
    assert settled([whole], [TOMATO, sure], {}, KNOWN).nameless


def test_a_likeness_is_a_name_where_the_reader_hears_none_at_all() -> None:
    assert not settled([SOFT], [], BEGINS, KNOWN).nameless


def test_an_hour_that_cuts_a_name_and_a_number_is_none() -> None:
    text = "青椒肉丝1 时蔬2"
    hour = entity(text, "1 时", "time", "2026-12-01T13:00:00+08:00")
    heard = [said(text, "1", "quantity", 0.8), said(text, "时蔬", "item", 0.8)]
    hearing = settled([hour], heard, BEGINS, KNOWN)
    assert hearing.timeless == ((hour["start"], hour["end"]),)
    assert [one.value for one in hearing.found] == [1, 3]
    assert not settled([hour], [*heard, said(text, "1 时", "time", 0.5)], BEGINS, KNOWN).timeless


def test_a_model_is_a_name() -> None:
    text = "2 AA please"
    hearing = settled([], [said(text, "AA", "item", 0.95)], BEGINS, KNOWN)
    assert [one.value for one in hearing.found] == [4]
    assert not settled([], [said(text, "AA", "item", 0.7)], BEGINS, KNOWN).found


def test_roles_of_edits_are_taken_away_only_where_an_order_plainly_begins() -> None:
    fewer = entity("one less", "one", "quantity", 1, role="subtract")
    assert settled([fewer], [], BEGINS, KNOWN).is_plain
    assert not settled([fewer], [], {**BEGINS, "edit:fewer": 0.2}, KNOWN).is_plain


def test_two_names_that_go_for_each_other_were_heard_as_one() -> None:
    text = "3 of the noodles greens"
    old = entity(text, "noodles", "item", 2, role="replaced")
    new = entity(text, "greens", "item", 3, role="replacement")
    both = said(text, "noodles greens", "item", 0.9, "set")
    assert [(one.text, one.role) for one in parted([both], [old, new])] == [
        ("noodles", "out"),
        ("greens", "in"),
    ]
    assert parted([both], [old]) == [both]
