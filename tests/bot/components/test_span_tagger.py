"""The tagger learns from lines that people marked, and hears the same in other words."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components import span_tagger
from bot.components.e5.finetuned import Read
from bot.components.knowledge import LiveKnowledge
from bot.components.reading.encoder import WIDTH, Encoder
from bot.components.span_tagger import ACTS, SPANS, SpanTagger
from tests.bot.components.builders import document


def line(text: str, dish: str = "", role: str = "") -> dict[str, Any]:
    spans = [{"text": dish, "label": "item", "role": role}] if dish else []
    acts = [{"act": "edit", "op": role} if role else {"act": "social"}]
    return {"text": text, "spans": spans, "acts": acts}


LINES = [
    *(line(f"加{dish}", dish, "add") for dish in "面饭粥饺"),
    *(line(f"去{dish}", dish, "remove") for dish in "面饭粥饺"),
    *(line(text) for text in ("你好", "谢谢", "早上好")),
] * 20


class _ByCharacter:
    """Each character is a piece of its own, with a vector of its own."""

    def read(self, text: str) -> Read:
        rows = np.stack(
            [np.eye(WIDTH, dtype=np.float32)[ord(char) % WIDTH] for char in text or " "]
        )
        spans = tuple((place, place + 1) for place in range(len(rows)))
        return Read(rows.mean(axis=0), rows, spans)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, knowledge = Encoder(_ByCharacter()), LiveKnowledge(lambda _park: document(1))
    monkeypatch.setattr(span_tagger, "shared_reader", lambda: encoder)
    monkeypatch.setattr(span_tagger, "live_knowledge", lambda: knowledge)


def trained(folder: Path, lines: list[dict[str, Any]]) -> SpanTagger:
    """Trained, saved and loaded again, as in a model."""
    data = folder / "data"
    data.mkdir()
    rows = "\n".join(json.dumps(line) for line in lines)
    (data / "anna.jsonl").write_text(rows + "\n", encoding="utf-8")
    storage, context = LocalModelStorage(folder), ExecutionContext(GraphSchema({}))
    config = {"data": str(data)}
    tagger = SpanTagger.create(config, storage, Resource("spans"), context)
    resource = tagger.train(TrainingData([]))
    return SpanTagger.load(config, storage, resource, context)


def heard(tagger: SpanTagger, text: str, *entities: dict[str, Any]) -> Message:
    message = Message({"text": text, "entities": list(entities)})
    (found,) = tagger.process([message])
    return found


@pytest.mark.usefixtures("world")
def test_words_are_heard_with_label_and_role_at_their_place(tmp_path: Path) -> None:
    (span,) = heard(trained(tmp_path, LINES), "去面").get(SPANS)
    assert {**span, "confidence": 0} == {
        "start": 1, "end": 2, "text": "面", "label": "item", "role": "remove", "confidence": 0,
        "value": 7,
    }  # fmt: skip


@pytest.mark.usefixtures("world")
def test_it_is_told_which_acts_a_message_holds(tmp_path: Path) -> None:
    acts = heard(trained(tmp_path, LINES), "去面").get(ACTS)
    assert acts["edit:remove"] > 0.5 > acts.get("edit:add", 0.0)


@pytest.mark.usefixtures("world")
def test_what_rules_found_stays(tmp_path: Path) -> None:
    entity = {"entity": "line_ref", "start": 1, "end": 2, "text": "面", "value": {}}
    assert heard(trained(tmp_path, LINES), "去面", entity).get("entities") == [entity]


@pytest.mark.usefixtures("world")
def test_without_lines_nothing_is_learned_and_entities_stay(tmp_path: Path) -> None:
    entity = {"entity": "item", "start": 0, "end": 1, "text": "面", "value": 7}
    message = heard(trained(tmp_path, []), "面", entity)
    assert message.get("entities") == [entity]
    assert message.get(SPANS) is None


@pytest.mark.usefixtures("world")
def test_a_button_is_not_read(tmp_path: Path) -> None:
    message = heard(trained(tmp_path, LINES), "/act{}")
    assert message.get(SPANS) is None


def test_it_learns_anew_where_its_lines_changed_whatever_of_its_config_is_said(
    tmp_path: Path,
) -> None:
    before = SpanTagger.fingerprint_addon({"data": str(tmp_path)})
    (tmp_path / "anna.jsonl").write_text("{}", encoding="utf-8")
    assert SpanTagger.fingerprint_addon({"data": str(tmp_path)}) != before
    assert SpanTagger.fingerprint_addon({})
