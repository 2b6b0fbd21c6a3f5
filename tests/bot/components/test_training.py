"""What makes training quicker changes nothing that is learned."""

import os
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import coo_matrix, csr_matrix

from bot.components.training import fingerprints, reading
from bot.components.training.runner import SideBySide

RASAS_MERGE = TrainingData.merge


def sentence(text: str = "两份面", **data: Any) -> Message:
    made = Message({"text": text, "intent": "order_food", **data})
    made.add_features(Features(np.array([[1.0, 2.0]]), "sentence", "text", "dense"))
    made.add_features(Features(csr_matrix([[0.0, 3.0]]), "sentence", "text", "sparse"))
    return made


CHANGES: dict[str, Callable[[], Message]] = {
    "text": lambda: sentence("三份面"),
    "intent": lambda: sentence(intent="greet"),
    "an entity": lambda: sentence(entities=[{"entity": "item", "start": 2, "end": 3}]),
    "metadata": lambda: sentence(metadata={"intent": {"urgency": "urgent"}}),
    "a token": lambda: sentence(text_tokens=[Token("两", 0)]),
    "where a token is": lambda: sentence(text_tokens=[Token("两", 1)]),
    "a mark": lambda: sentence(ruled=[("item", 2, 3)]),
}


def with_features(features: Any, **about: str) -> Message:
    made = sentence()
    names = {"type": "sentence", "attribute": "text", "origin": "third", **about}
    made.add_features(Features(features, names["type"], names["attribute"], names["origin"]))
    return made


CHANGES |= {
    "dense features": lambda: with_features(np.array([[1.0, 0.0]])),
    "their type of number": lambda: with_features(np.array([[1, 0]])),
    "their shape": lambda: with_features(np.array([[1.0], [0.0]])),
    "their origin": lambda: with_features(np.array([[1.0, 0.0]]), origin="fourth"),
    "sparse features": lambda: with_features(csr_matrix([[1.0, 0.0]])),
    "where they stand": lambda: with_features(csr_matrix([[0.0, 1.0]])),
}


def test_a_sentence_that_differs_has_another_fingerprint() -> None:
    every = {name: fingerprints.of_message(make()) for name, make in CHANGES.items()}
    every["nothing"] = fingerprints.of_message(sentence())
    assert len(set(every.values())) == len(every), every


@pytest.mark.parametrize("change", CHANGES)
def test_a_sentence_that_does_not_differ_has_the_same(change: str) -> None:
    assert fingerprints.of_message(CHANGES[change]()) == fingerprints.of_message(CHANGES[change]())


def test_a_sentence_that_changed_has_another_than_before() -> None:
    message = sentence()
    fingerprints.of_message(message)
    message.set("masked_text", "x")
    expected = fingerprints.of_message(sentence(masked_text="x"))
    assert fingerprints.of_message(message) == expected != fingerprints.of_message(sentence())


def test_features_of_another_sparse_form_have_one_too() -> None:
    kept, other = (Features(coo_matrix([[n]]), "sentence", "text", "a") for n in (1.0, 2.0))
    assert fingerprints.of_features(kept) != fingerprints.of_features(other)


def data(*texts: str, **other: Any) -> TrainingData:
    return TrainingData([Message.build(text, "greet") for text in texts], **other)


def test_merged_data_is_what_rasa_makes_of_it() -> None:
    one = data(
        "你好",
        "早",
        entity_synonyms={"面": "牛肉面"},
        regex_features=[{"name": "a", "pattern": "b"}],
    )
    two = data("早", "hi", lookup_tables=[{"name": "b", "elements": ["c"]}],
               responses={"faq/a": [{"text": "d"}]}, entity_synonyms={"饭": "米饭"})  # fmt: skip
    expected = RASAS_MERGE(deepcopy(one), deepcopy(two), None)
    made = reading.merge(one, two, None)
    assert made.fingerprint() == expected.fingerprint()
    assert [m.get("text") for m in made.training_examples] == ["你好", "早", "hi"]
    assert made.entity_synonyms == {"面": "牛肉面", "饭": "米饭"}


def test_the_same_paths_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.yml").write_text("recipe: default.v1\nlanguage: zh\n")
    config, paths = str(tmp_path / "config.yml"), [str(tmp_path)]
    monkeypatch.setattr(reading, "_load", TrainingDataImporter.load_from_config)
    first = reading.load_from_config(config, None, paths)
    assert reading.load_from_config(config, None, list(paths), {}) is first
    assert reading.load_from_config(config, None, []) is not first


class Node:
    """Gives the process that it ran in, and leaves a file there as a component does."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._file = name, folder / name
        self._eager, self._hooks = False, list[Any]()

    def __call__(self, *given: tuple[str, Any]) -> tuple[str, int]:
        self._file.write_text(" ".join(name for name, _ in given))
        return self._name, os.getpid()


NODES: dict[str, tuple[str, list[str]]] = {
    "read": ("provide", []),
    "count": ("train", ["read"]),
    "features": ("process_training_data", ["read", "count"]),
    "intents": ("train", ["features"]),
    "names": ("train", ["features"]),
}


@pytest.mark.parametrize(("cores", "apart"), [(1, set()), (2, {"intents", "names"})])
def test_only_what_trains_and_is_not_waited_for_has_its_own_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int, apart: set[str]
) -> None:
    monkeypatch.setattr("bot.components.training.runner.cores", lambda: cores)
    schema: Any = SimpleNamespace(
        nodes={
            name: SimpleNamespace(fn=fn, needs={need: need for need in needs})
            for name, (fn, needs) in NODES.items()
        },
        target_names=["count", "intents", "names"],
    )
    nodes: Any = {name: Node(name, tmp_path) for name in NODES}
    done = SideBySide(schema, nodes).run(targets=list(NODES))
    assert {name for name, process in done.items() if process != os.getpid()} == apart
    assert len({done[name] for name in apart}) == len(apart)
    assert {name: (tmp_path / name).read_text().split() for name in NODES} == {
        name: needs for name, (_, needs) in NODES.items()
    }
