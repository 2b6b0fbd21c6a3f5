"""Reads the training data once. Rasa reads it to check it and again to train, and copies every
sentence five times on its way through importers that leave it as it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data import util
from rasa.shared.nlu.training_data.training_data import TrainingData

_load = TrainingDataImporter.load_from_config


def install() -> None:
    TrainingData.merge = merge  # type: ignore[method-assign]
    TrainingDataImporter.load_from_config = staticmethod(load_from_config)  # type: ignore[method-assign, assignment]


def merge(self: TrainingData, *others: TrainingData | None) -> TrainingData:
    """As Rasa's, with the sentences themselves in place of copies."""
    every = [self, *(other for other in others if other)]
    synonyms: dict[str, str] = {}
    for one in every:
        for text, synonym in one.entity_synonyms.items():
            util.check_duplicate_synonym(synonyms, text, synonym, "merging training data")
        synonyms |= one.entity_synonyms
    return TrainingData(
        [example for one in every for example in one.training_examples],
        synonyms,
        [feature for one in every for feature in one.regex_features],
        [table for one in every for table in one.lookup_tables],
        {name: said for one in every for name, said in one.responses.items()},
    )


def load_from_config(
    config_path: str,
    domain_path: str | None = None,
    training_data_paths: list[str] | None = None,
    _args: dict[str, Any] | None = None,
) -> TrainingDataImporter:
    """The importer of these paths; `_args` are for importers that no config of ours names."""
    return _of_paths(config_path, domain_path, tuple(training_data_paths or ()))


@cache
def _of_paths(config: str, domain: str | None, data: tuple[str, ...]) -> TrainingDataImporter:
    return _load(config, domain, list(data))
