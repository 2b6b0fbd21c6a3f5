"""What the domains bring to the understanding of messages, all together."""

from pathlib import Path

import pytest
from rasa.shared.utils.io import read_yaml_file

from bot.components.domains import brought
from bot.components.splitting import BUSINESS

PARTS = sorted(Path("bot/data").glob("*/domain.yml"))


def intents() -> set[str]:
    return {name for path in PARTS for name in read_yaml_file(str(path))["intents"]}


def slots() -> set[str]:
    return {name for path in PARTS for name in read_yaml_file(str(path)).get("slots", {})}


@pytest.mark.parametrize(
    "name", ["business", "answers", "signs", "sign_of", "references", "marks", "told_of"]
)
def test_no_two_domains_bring_the_same(name: str) -> None:
    keys = [key for domain in brought() for key in getattr(domain, name)]
    assert sorted(keys) == sorted(set(keys))


def test_what_is_asked_and_answered_is_known_to_the_bot() -> None:
    assert set(BUSINESS) <= intents()
    assert {slot for domain in brought() for slot in domain.answers} <= slots()


def test_businesses_that_are_kin_are_those_of_some_domain() -> None:
    known = set(BUSINESS.values())
    for domain in brought():
        assert domain.progress <= known
        for group in domain.kin:
            assert group <= known


def test_no_two_things_have_the_same_mark() -> None:
    marks = [mark for domain in brought() for mark in domain.marks.values()]
    marks += [mark for domain in brought() for mark in domain.told_of.values()]
    assert len(marks) == len(set(marks))
