"""What rules found in learned sentences is kept for the next training, or found anew."""

import gzip
from pathlib import Path

import pytest

from bot.components.training.kept_folder import HEADS, SHIPPED
from bot.components.training.ruled import FILE, Found, of_each


class Rules:
    """Finds the first letter of a text, and notes of which texts it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> Found:
        self.asked.append(text)
        return [("item", 0, 1)], text.upper()


def wanted(*texts: str) -> list[Found]:
    return [([("item", 0, 1)], text.upper()) for text in texts]


def test_only_new_sentences_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HEADS, str(tmp_path / "heads"))
    rules = Rules()
    assert of_each(["a", "面", "a"], rules) == wanted("a", "面", "a")
    assert of_each(["面", "b", "a"], rules) == wanted("面", "b", "a")
    assert rules.asked == ["a", "面", "b"]


def test_what_is_learned_no_more_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HEADS, str(tmp_path))
    rules = Rules()
    for texts in (["a", "b"], ["b"], ["a", "b"]):
        assert of_each(texts, rules) == wanted(*texts)
    assert rules.asked == ["a", "b", "a"]


@pytest.mark.parametrize("damaged", ["", "[]", "{", '{"a": [1, 2]}', '{"a": ["x"]}'])
def test_a_damaged_file_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: str
) -> None:
    monkeypatch.setenv(HEADS, str(tmp_path))
    (tmp_path / FILE).write_bytes(gzip.compress(damaged.encode()))
    assert of_each(["a"], Rules()) == wanted("a")
    assert of_each(["a"], lambda _text: ([], "")) == wanted("a")


@pytest.mark.parametrize("damage", [b"", b"no archive", None], ids=["empty", "other", "half"])
def test_a_damaged_archive_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    monkeypatch.setenv(HEADS, str(tmp_path))
    of_each(["a", "b"], Rules())
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    rules = Rules()
    assert of_each(["a"], rules) == wanted("a")
    assert rules.asked == ["a"]


def test_what_a_release_ships_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HEADS, str(tmp_path / "shipped"))
    of_each(["a", "b"], Rules())
    monkeypatch.setenv(SHIPPED, str(tmp_path / "shipped"))
    monkeypatch.setenv(HEADS, str(tmp_path / "heads"))
    rules = Rules()
    for texts in (["a", "b"], ["a", "c"], ["a", "c", "d"]):
        assert of_each(texts, rules) == wanted(*texts)
    assert rules.asked == ["c", "d"]


def test_without_a_place_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HEADS, raising=False)
    rules = Rules()
    assert of_each(["a"], rules) == of_each(["a"], rules)
    assert rules.asked == ["a", "a"]
