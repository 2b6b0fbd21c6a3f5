"""Names and reasons are learned from annotated sentences; offsets are those of the text."""

from pathlib import Path
from zlib import crc32

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.name_tagger import _ONE_OF, NameTagger, _without_small_words
from bot.components.tokenizer import CharacterTokenizer

ANNOTATED = [
    ("明天王磊来访", "王磊"),
    ("明天李总来访", "李总"),
    ("后天张伟来访", "张伟"),
    ("周三陈静来访", "陈静"),
    ("Mr. Brown is visiting", "Mr. Brown"),
    ("Lisa is visiting", "Lisa"),
    ("来两份牛肉面", None),
    ("明天开会", None),
    ("what is on the menu", None),
]


def tokenised(text: str, name: str | None = None, intent: str = "register_visitor") -> Message:
    start = text.find(name) if name else 0
    annotation = {"entity": "visitor_name", "value": name, "start": start}
    entities = [{**annotation, "end": start + len(name)}] if name else []
    message = Message({"text": text, "intent": intent, "entities": entities})
    config = CharacterTokenizer.get_default_config()
    CharacterTokenizer(config).process_training_data(TrainingData([message]))
    return message


def trained(
    folder: Path, annotated: list[tuple[str, str | None]], others: list[str] | None = None
) -> NameTagger:
    """Trained, saved and loaded again, as in a model. `others` are about food."""
    folder.mkdir(exist_ok=True)
    storage, context = LocalModelStorage(folder), ExecutionContext(GraphSchema({}))
    config = NameTagger.get_default_config()
    component = NameTagger.create(config, storage, Resource("names"), context)
    about_food = [tokenised(text, intent="order_food") for text in others or []]
    visits = [tokenised(*row) for row in annotated]
    resource = component.train(TrainingData([*about_food, *visits]))
    return NameTagger.load(config, storage, resource, context)


def about_visits(message: Message, likely: float = 0.9) -> Message:
    message.set("intent_ranking", [{"name": "register_visitor", "confidence": likely}])
    return message


def names(component: NameTagger, text: str) -> list[str]:
    (message,) = component.process([about_visits(tokenised(text))])
    for entity in message.get("entities"):
        assert text[entity["start"] : entity["end"]] == entity["value"]
        assert 0 < entity["confidence"] <= 1
    return [entity["value"] for entity in message.get("entities")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("明天王磊来访", ["王磊"]),
        ("明天赵敏来访", ["赵敏"]),
        ("😀明天 孙总来访", ["孙总"]),
        ("Anna is visiting", ["Anna"]),
        ("Mr. Brown is visiting", ["Mr. Brown"]),
        ("来两份牛肉面", []),
        ("", []),
    ],
)
def test_names_heard_and_unheard(tmp_path: Path, text: str, found: list[str]) -> None:
    assert names(trained(tmp_path, ANNOTATED), text) == found


def test_beside_a_name_with_capitals_a_small_word_is_none() -> None:
    def named(value: str, entity: str = "visitor_name") -> dict[str, object]:
        return {"entity": entity, "value": value}

    both = [named("park"), named("Elena Rossi"), named("talks", "visit_reason"), named("王磊")]
    assert _without_small_words(both) == both[1:]
    assert _without_small_words([named("anna"), named("王磊")]) == [named("anna"), named("王磊")]


def test_without_annotations_nothing_is_tagged(tmp_path: Path) -> None:
    plain = [(text, None) for text, _ in ANNOTATED]
    assert names(trained(tmp_path, plain), "明天王磊来访") == []


def test_what_was_found_before_stays(tmp_path: Path) -> None:
    message = about_visits(tokenised("明天王磊来访"))
    message.set("entities", [{"entity": "time", "start": 0, "end": 2, "value": "x"}])
    trained(tmp_path, ANNOTATED).process([message])
    assert [entity["entity"] for entity in message.get("entities")] == ["time", "visitor_name"]


def test_what_a_rule_read_as_a_time_is_no_name(tmp_path: Path) -> None:
    message = about_visits(tokenised("明天王磊来访"))
    message.set("entities", [{"entity": "time", "start": 0, "end": 4, "value": "x"}])
    trained(tmp_path, ANNOTATED).process([message])
    assert [entity["entity"] for entity in message.get("entities")] == ["time"]


def test_a_repair_may_be_part_of_what_is_learned(tmp_path: Path) -> None:
    message = about_visits(tokenised("明天王磊来访"))
    repair = {"entity": "repair_category", "start": 2, "end": 4, "value": "hvac"}
    message.set("entities", [repair])
    trained(tmp_path, ANNOTATED).process([message])
    names_too = ["repair_category", "visitor_name"]
    assert [entity["entity"] for entity in message.get("entities")] == names_too


def test_messages_about_other_things_are_left_alone(tmp_path: Path) -> None:
    component = trained(tmp_path, ANNOTATED)
    (message,) = component.process([about_visits(tokenised("明天王磊来访"), likely=0.05)])
    assert not message.get("entities")


def test_an_answer_to_a_form_about_visits_is_tagged_whatever_its_intent(tmp_path: Path) -> None:
    message = about_visits(tokenised("明天王磊来访"), likely=0.0)
    message.set("metadata", {"requested_slot": "visitor_name"})
    trained(tmp_path, ANNOTATED).process([message])
    assert [entity["value"] for entity in message.get("entities")] == ["王磊"]


def test_a_sentence_about_something_else_changes_nothing_but_itself(tmp_path: Path) -> None:
    """Which of them are learned does not hang on how many stand before them."""
    others = [f"来份{chr(0x4E00 + 31 * number)}面" for number in range(40)]
    [more, *_] = [text for text in others if crc32(text.encode()) % _ONE_OF]
    others.remove(more)
    learned = [
        trained(tmp_path / name, ANNOTATED, said)._model
        for name, said in (("without", others), ("with", [more, *others]), ("none", []))
    ]
    assert learned[0] == learned[1] != learned[2]
