"""Vectors of learned sentences are kept for the next training, or made anew."""

from pathlib import Path

import numpy as np
import pytest

from bot.components.encoder import DIMENSIONS, Encoder, Vectors
from bot.components.reading.kept import READ_FILE
from bot.components.training import kept_vectors as module
from bot.components.training.kept_vectors import kept_vectors


class _Model:
    """Notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += texts
        rows = [np.full(DIMENSIONS, len(text), dtype=np.float32) for text in texts]
        return np.stack(rows)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(READ_FILE, str(tmp_path / "cache" / "read.sqlite"))
    return tmp_path / "cache" / "vectors-intents.npz"


def training(*texts: str, name: str = "intents") -> list[str]:
    """What had to be encoded by one more training with these texts."""
    model = _Model()
    with kept_vectors(Encoder(model), name) as encoder:
        assert [int(row[0]) for row in encoder.encode(texts)] == [len(text) for text in texts]
    return sorted(model.asked)


def test_only_new_sentences_are_encoded(place: Path) -> None:
    assert training("面", "two colas", "\ud83d") == ["two colas", "面", "\ud83d"]
    assert training("面", "two colas", "\ud83d", "tea") == ["tea"]
    assert training("面") == []
    assert training("面", "tea") == ["tea"]  # What was not asked for was forgotten.
    assert place.exists()


def test_each_component_has_a_file_of_its_own() -> None:
    training("面", name="danger")
    assert training("面") == ["面"]
    assert training("面", name="danger") == []


@pytest.mark.parametrize("damage", [b"", b"PK no archive", None])
def test_a_file_that_is_damaged_counts_as_none(place: Path, damage: bytes | None) -> None:
    training("面")
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert training("面") == ["面"]
    assert training("面") == []


def test_another_encoder_encodes_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    training("面")
    monkeypatch.setattr(module, "made_by", lambda: "9.9")
    assert training("面") == ["面"]


def test_where_nothing_can_be_written_it_encodes_all_the_same(place: Path) -> None:
    place.parent.write_text("no folder")
    assert [training("面"), training("面")] == [["面"], ["面"]]


def test_nothing_is_kept_where_no_place_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(READ_FILE)
    encoder = Encoder(_Model())
    with kept_vectors(encoder, "intents") as same:
        assert same is encoder
