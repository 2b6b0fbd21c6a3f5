"""The sentences that the bot learns from, as files: those of every domain of the park."""

from pathlib import Path

from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.training_data.training_data import TrainingData

DATA = Path("bot/data")


def files(folder: Path = DATA) -> list[Path]:
    return sorted(folder.rglob("nlu*.yml"))


def training_data(folder: Path = DATA) -> TrainingData:
    data: TrainingData = training_data_from_paths([str(path) for path in files(folder)], "zh")
    return data
