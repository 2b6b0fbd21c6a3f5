"""What a training read and learned is had again by the next, whatever became of the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from bot.components.e5.finetuned import Read
from bot.components.reading import kept
from bot.components.reading.encoder import WIDTH
from bot.components.reading.kept import KeptReads, kept_heads, kept_reads
from bot.components.reading.model import Heard, Labelled, Model
from bot.components.reading.ruled import WIDTH as RULED
from bot.components.training import kept_folder


class _Counting:
    """A mark, a piece of the prefix, and a piece for each character."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, text: str) -> Read:
        self.asked.append(text)
        rows = np.random.default_rng(len(text)).normal(size=(len(text) + 3, WIDTH))
        pieces = rows.astype(np.float32)
        spans = ((0, 0), (0, 0), *((n, n + 1) for n in range(len(text))))
        return Read(pieces[-1], pieces[:-1], spans)


@contextmanager
def training(path: Path, reader: _Counting, weights: str = "w") -> Iterator[KeptReads]:
    made = KeptReads(reader, path, weights)
    yield made
    made.close()


def asked(path: Path, *texts: str, weights: str = "w") -> list[str]:
    """What had to be read by one more training with these texts."""
    reader = _Counting()
    with training(path, reader, weights) as made:
        for text in texts:
            made.read(text)
    return reader.asked


def test_what_was_read_is_the_same_to_the_bit_without_being_read_again(tmp_path: Path) -> None:
    path, reader = tmp_path / "cache" / "read.sqlite", _Counting()
    asked(path, "牛肉面", "two colas")
    with training(path, reader) as made:
        again = made.read("牛肉面")
    whole = _Counting().read("牛肉面")
    assert reader.asked == []
    assert again.spans == ((0, 1), (1, 2), (2, 3))
    assert (again.sentence == whole.sentence).all()
    assert (again.pieces == whole.pieces[2:]).all()


def test_whole_texts_are_kept_beside_the_pieces_and_neither_forgets_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(kept.READ_FILE, str(tmp_path / "read.sqlite"))
    first, again = _Counting(), _Counting()
    for reader in (first, again):
        with kept_reads(reader, "w") as made:
            assert len(made.read("牛肉面").pieces) == 3
        with kept_reads(reader, "w", sentences=True) as made:
            alone = made.read("两杯可乐")
    assert first.asked == ["牛肉面", "两杯可乐"]
    assert again.asked == []
    assert alone.pieces.shape == (0, WIDTH)
    assert (alone.sentence == _Counting().read("两杯可乐").sentence).all()


def test_other_weights_read_anew(tmp_path: Path) -> None:
    asked(tmp_path / "f", "面")
    assert asked(tmp_path / "f", "面", weights="others") == ["面"]


def test_only_what_the_last_training_asked_for_is_kept(tmp_path: Path) -> None:
    asked(tmp_path / "f", "one", "two")
    asked(tmp_path / "f", "two", "three")
    assert asked(tmp_path / "f", "two", "one") == ["one"]


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, None])
def test_a_file_that_is_damaged_is_begun_anew(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "f"
    asked(path, *map(str, range(200)))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert set(asked(path, *map(str, range(200)))) <= set(map(str, range(200)))
    reader = _Counting()
    with training(path, reader) as made:
        assert made.read("7").spans == ((0, 1),)


def test_a_vector_that_is_damaged_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "f"
    asked(path, "面")
    vector = _Counting().read("面").pieces[2].tobytes()
    whole = path.read_bytes()
    place = whole.index(vector[:64])
    path.write_bytes(whole[:place] + bytes(8) + whole[place + 8 :])
    assert asked(path, "面") == ["面"]


def test_where_nothing_can_be_written_it_reads_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert asked(tmp_path / "folder", "面", "面") == ["面"]


def test_nothing_is_kept_where_no_place_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(kept.READ_FILE, raising=False)
    reader = _Counting()
    with kept_reads(reader, "w") as same:
        assert same is reader


def learned() -> Model:
    vectors = np.eye(WIDTH, dtype=np.float32)
    ruled = np.zeros((2, RULED), np.float32)
    heard = [Heard(vectors[n : n + 2], vectors[n], ruled) for n in range(8)]
    spans = [[Labelled(0, 1, "item", "add" if n % 2 else "remove", 1, 1)] for n in range(8)]
    return Model.learn(heard, spans, [frozenset({"edit"} if n < 5 else ()) for n in range(8)])


@pytest.fixture
def heads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(kept_folder.HEADS, str(tmp_path / "heads"))
    return tmp_path / "heads" / "reading"


def test_heads_of_unchanged_lines_are_not_learned_again(heads: Path) -> None:
    times: list[None] = []

    def learn() -> Model:
        times.append(None)
        return learned()

    made = [kept_heads(digest, learn) for digest in ("a", "a", "b")]
    assert [one.labels for one in made] == [("item",)] * 3
    assert len(times) == 2
    assert [one.name for one in heads.iterdir()] == ["b"]
