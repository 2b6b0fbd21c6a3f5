"""A training encodes what no earlier one has, and finds the rest."""

from pathlib import Path

from bot.components.e5.kept import Kept
from tests.bot.components.builders import CountingModel


def test_what_was_encoded_once_is_found_the_next_time(tmp_path: Path) -> None:
    first = Kept(CountingModel(), tmp_path / "a" / "vectors.db", "one").encode(["a", "b"])
    model = CountingModel()
    again = Kept(model, tmp_path / "a" / "vectors.db", "one").encode(["b", "c", "a"])
    assert model.asked == ["c"]
    assert (again[0] == first[1]).all()
    assert (again[2] == first[0]).all()


def test_another_encoder_finds_nothing(tmp_path: Path) -> None:
    Kept(CountingModel(), tmp_path / "vectors.db", "one").encode(["a"])
    model = CountingModel()
    Kept(model, tmp_path / "vectors.db", "two").encode(["a"])
    assert model.asked == ["a"]


def test_the_same_text_twice_is_one(tmp_path: Path) -> None:
    rows = Kept(CountingModel(), tmp_path / "vectors.db", "one").encode(["a", "a"])
    assert (rows[0] == rows[1]).all()


def test_no_text_stands_in_the_file(tmp_path: Path) -> None:
    Kept(CountingModel(), tmp_path / "vectors.db", "one").encode(["my phone is 13800138000"])
    assert b"13800138000" not in (tmp_path / "vectors.db").read_bytes()
