"""The domain in pieces: a file for each domain of the park."""

from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter

from bot.components.by_domain import ByDomain

TOP = """
version: "3.1"
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: true}
entities: [location]
slots:
  next_form: {type: categorical, influence_conversation: true, mappings: [{type: custom}]}
"""
BOOKING = """
version: "3.1"
intents: [book_room]
slots:
  room: {type: any, mappings: [{type: custom}]}
forms:
  booking_form: {required_slots: [room]}
actions: [action_book_room]
"""
BOOKING_RULES = """
version: "3.1"
rules:
- rule: book a room
  steps: [{intent: book_room}, {action: action_book_room}]
"""
BOOKING_NLU = """
version: "3.1"
nlu:
- intent: book_room
  examples: |
    - 订个会议室
"""
TALK = """
version: "3.1"
intents: [greet]
actions: [action_greet]
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in {
        "domain.yml": TOP,
        "data/booking/domain.yml": BOOKING,
        "data/booking/rules.yml": BOOKING_RULES,
        "data/booking/nlu.yml": BOOKING_NLU,
        "data/talk/domain.yml": TALK,
        "data/danger/lines.jsonl": "{}",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_domains_of_all_folders_are_one(data: Path) -> None:
    domain = ByDomain(None, str(data / "domain.yml"), [str(data / "data")]).get_domain()
    assert {"book_room", "greet"} <= set(domain.intents)
    assert {"action_book_room", "action_greet", "booking_form"} <= set(domain.action_names_or_texts)
    assert domain.form_names == ["booking_form"]
    assert domain.session_config.session_expiration_time == 60


def test_the_form_that_goes_on_is_one_of_all_forms(data: Path) -> None:
    domain = ByDomain(None, str(data / "domain.yml"), str(data / "data")).get_domain()
    [slot] = [slot for slot in domain.slots if slot.name == "next_form"]
    assert slot.values == ["booking_form", "__other__"]  # type: ignore[attr-defined]


def test_rules_and_sentences_of_a_folder_are_read(data: Path) -> None:
    importer = ByDomain(None, str(data / "domain.yml"), [str(data / "data")])
    assert [step.block_name for step in importer.get_stories().story_steps] == ["book a room"]
    assert [one.get("text") for one in importer.get_nlu_data().intent_examples] == ["订个会议室"]


def test_a_file_of_sentences_beside_the_folders_changes_no_domain(data: Path) -> None:
    learned = data / "learned.yml"
    learned.write_text(BOOKING_NLU, encoding="utf-8")
    importer = ByDomain(None, str(data / "domain.yml"), [str(data / "data"), str(learned)])
    assert "greet" in importer.get_domain().intents


def test_our_configuration_names_it() -> None:
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["bot/data"])
    domain = importer.get_domain()
    [slot] = [slot for slot in domain.slots if slot.name == "next_form"]
    assert sorted(domain.form_names) == slot.values[:-1]  # type: ignore[attr-defined]
    assert {"checkout_form", "repair_form", "visitor_form"} <= set(domain.form_names)
