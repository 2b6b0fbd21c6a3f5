"""A message about a repair has one category and one urgency; no other message has a hint of one."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.knowledge import LiveKnowledge
from bot.components.repair_classifier import ABOUT_REPAIR, CATEGORIES, RepairClassifier
from bot.components.rule_entities import RuleEntities
from tests.bot.components.builders import document, message

DATA = Path(__file__).parents[3] / "bot" / "data" / "repair" / "nlu.yml"
URGENCIES = {"critical", "urgent", "normal", "low"}

# What a sentence sounds like, in place of the encoder: directions of a small space.
COLD, WET, STRANGE, LOUD = np.eye(4) * 10

LABELLED = [
    (COLD, "hvac", "normal"),
    (COLD + LOUD, "hvac", "urgent"),
    (WET, "plumbing", "normal"),
    (WET + LOUD, "plumbing", "urgent"),
    (WET + LOUD, "plumbing", "critical"),
    (STRANGE, "other", "normal"),
    (STRANGE, "other", "low"),
]


def heard(text: str, sound: Any, intent: str = "report_repair") -> Message:
    spoken = message(text)
    spoken.set("intent", {"name": intent, "confidence": 0.9})
    spoken.add_features(Features(np.array([sound]), "sentence", "text", "encoder"))
    return spoken


def example(sound: Any, *labels: str) -> Message:
    spoken = heard("嗯", sound)
    spoken.set("intent", "report_repair")
    if labels:
        stated = dict(zip(("repair_category", "urgency"), labels, strict=True))
        spoken.set("metadata", {"intent": stated})
    return spoken


def trained(
    folder: Path, labelled: list[Message] | None = None, **settings: float
) -> RepairClassifier:
    """Trained, saved and loaded again, as in a model."""
    storage, context = LocalModelStorage(folder), ExecutionContext(GraphSchema({}))
    config = {**RepairClassifier.get_default_config(), **settings}
    component = RepairClassifier.create(config, storage, Resource("repairs"), context)
    examples = [example(*row) for row in LABELLED] if labelled is None else labelled
    component.train(TrainingData(examples))
    return RepairClassifier.load(config, storage, Resource("repairs"), context)


def judge(component: RepairClassifier, spoken: Message) -> tuple[dict[str, Any], dict[str, Any]]:
    """The category and the urgency, after the rules had their say as in the pipeline."""
    RuleEntities("RuleEntities", LiveKnowledge(lambda _park: document(1))).process([spoken])
    (processed,) = component.process([spoken])
    names = [e["entity"] for e in processed.get("entities")]
    assert (names.count("repair_category"), names.count("urgency")) == (1, 1)
    category, urgency = processed.get("entities")[-2:]
    for entity in (category, urgency):
        assert processed.get("text")[entity["start"] : entity["end"]] == entity["text"]
        assert 0 <= entity["confidence"] <= 1
    return category, urgency


def values(component: RepairClassifier, spoken: Message) -> tuple[str, str]:
    category, urgency = judge(component, spoken)
    return category["value"], urgency["value"]


@pytest.mark.parametrize(
    ("text", "sound", "expected"),
    [
        ("它又那样了", COLD, ("hvac", "normal")),
        ("它又那样了", WET, ("plumbing", "normal")),
        ("它又那样了", STRANGE, ("other", "normal")),
        ("它又那样了", WET + LOUD, ("plumbing", "urgent")),
        ("它又那样了，不急", WET + LOUD, ("plumbing", "low")),
        ("着火了", COLD, ("fire_safety", "critical")),
        ("我被困在电梯里了", COLD, ("elevator", "critical")),
        ("停电了", STRANGE, ("other", "urgent")),
    ],
)
def test_rules_decide_danger_and_patience_and_learning_the_rest(
    tmp_path: Path, text: str, sound: Any, expected: tuple[str, str]
) -> None:
    assert values(trained(tmp_path), heard(text, sound)) == expected


def test_learning_never_says_critical(tmp_path: Path) -> None:
    assert values(trained(tmp_path), heard("它又那样了", 5 * (WET + LOUD)))[1] == "urgent"


@pytest.mark.parametrize(
    ("text", "unsure", "expected"),
    [
        ("它又那样了", 1.0, "other"),
        ("它又那样了", 0.0, "plumbing"),
        ("水龙头又那样了", 1.0, "plumbing"),
    ],
)
def test_category_is_other_where_no_thing_is_named_and_none_is_likely_enough(
    tmp_path: Path, text: str, unsure: float, expected: str
) -> None:
    component = trained(tmp_path, unsure=unsure)
    assert values(component, heard(text, 0.3 * WET))[0] == expected


def test_entity_stands_where_its_thing_is_named_else_for_the_whole_text(tmp_path: Path) -> None:
    component = trained(tmp_path)
    assert judge(component, heard("A座 空調 壞了", COLD))[0]["text"] == "空調"
    category, urgency = judge(component, heard("A座 它又那样了", COLD))
    assert category["text"] == urgency["text"] == "A座 它又那样了"


@pytest.mark.parametrize("intent", sorted(ABOUT_REPAIR - {"report_repair"}))
def test_other_talk_of_repairs_has_the_category_of_what_it_names(
    tmp_path: Path, intent: str
) -> None:
    component = trained(tmp_path)
    assert values(component, heard("那个水龙头", COLD, intent)) == ("plumbing", "normal")
    assert values(component, heard("那个单子", COLD + LOUD, intent)) == ("other", "normal")


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("空调坏了", []), ("停电了", []), ("冒烟了", ["critical"]), ("gas leak", ["critical"])],
)
def test_other_intents_keep_only_a_critical_urgency(
    tmp_path: Path, text: str, urgency: list[str]
) -> None:
    spoken = heard(text, COLD, "order_food")
    RuleEntities("RuleEntities", LiveKnowledge(lambda _park: document(1))).process([spoken])
    (processed,) = trained(tmp_path).process([spoken])
    kinds = ("repair_category", "urgency")
    said = [(e["entity"], e["value"]) for e in processed.get("entities") if e["entity"] in kinds]
    assert said == [("urgency", level) for level in urgency]


def test_entities_of_other_kinds_stay(tmp_path: Path) -> None:
    spoken = heard("A座空调坏了", COLD)
    RuleEntities("RuleEntities", LiveKnowledge(lambda _park: document(1))).process([spoken])
    before = {e["entity"] for e in spoken.get("entities")}
    judge(trained(tmp_path), spoken)
    after = {e["entity"] for e in spoken.get("entities")}
    assert "location" in before
    assert after == before | {"repair_category", "urgency"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("空调坏了", ("hvac", "normal")),
        ("爆管了", ("plumbing", "urgent")),
        ("嗯", ("other", "normal")),
    ],
)
def test_without_labels_rules_decide_alone(
    tmp_path: Path, text: str, expected: tuple[str, str]
) -> None:
    assert values(trained(tmp_path, [example(COLD)]), heard(text, WET)) == expected


def test_every_report_in_the_training_data_is_labelled() -> None:
    reports = [
        m.get("metadata")["intent"]
        for m in training_data_from_paths([str(DATA)], "zh").intent_examples
        if m.get("intent") == "report_repair"
    ]
    assert {labels["repair_category"] for labels in reports} == set(CATEGORIES)
    assert {labels["urgency"] for labels in reports} == URGENCIES
