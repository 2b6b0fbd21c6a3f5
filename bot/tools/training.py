"""The sentences that the bot learns from, as files: those of every domain of the park."""

from pathlib import Path
from typing import Any

from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file

from bot.components.attributes import metadata

DATA = Path("bot/data")


def files(folder: Path = DATA) -> list[Path]:
    return sorted(folder.rglob("nlu*.yml"))


def training_data(folder: Path = DATA) -> TrainingData:
    data: TrainingData = training_data_from_paths([str(path) for path in files(folder)], "zh")
    return data


def writer_of(example: Message) -> str:
    """Who wrote a sentence (docs/reference/understanding.md); empty where its block does not say,
    as those that staff taught."""
    told: dict[str, Any] = metadata(example).get("intent") or {}
    return str(told.get("writer", ""))


def areas(folder: Path = DATA) -> dict[str, str]:
    """By intent: the domain of the park that brings it."""
    return {
        intent: path.parent.name
        for path in sorted(folder.glob("*/domain.yml"))
        for intent in dict(read_yaml_file(str(path))).get("intents") or ()
    }
