"""What a component learned is had again by the next training, and learned again where it is not
what was written."""

from pathlib import Path

import pytest

from bot.components.training import kept_folder
from bot.components.training.kept_folder import digest_of


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(kept_folder.HEADS, str(tmp_path / "heads"))
    return tmp_path / "heads" / "names"


def counted(digest: str, into: Path) -> int:
    """How often it had to learn for one more training, which writes to the folder `into`."""
    times: list[None] = []

    def learn(folder: Path) -> None:
        times.append(None)
        (folder / "first").write_bytes(b"\0 one")
        (folder / "second").write_bytes(b"two")

    into.mkdir(exist_ok=True)
    kept_folder.kept_folder("names", digest, into, learn)
    there = {one.name: one.read_bytes() for one in into.iterdir()}
    assert there == {"first": b"\0 one", "second": b"two"}
    return len(times)


def test_what_was_learned_of_the_same_is_not_learned_again(place: Path, tmp_path: Path) -> None:
    into = tmp_path / "model"
    assert [counted(digest, into) for digest in ("a", "a", "b", "b", "a")] == [1, 0, 1, 0, 1]
    assert [one.name for one in place.iterdir()] == ["a"]


@pytest.mark.parametrize("file", ["first", "sums.json"])
def test_what_is_damaged_is_learned_again(place: Path, tmp_path: Path, file: str) -> None:
    counted("a", tmp_path / "model")
    path = place / "a" / file
    whole = path.read_bytes()
    for broken in (b"", b"[]", b'"first"', whole[: len(whole) // 2], None):
        path.unlink()
        if broken is not None:
            path.write_bytes(broken)
        assert [counted("a", tmp_path / "model") for _ in range(2)] == [1, 0]


def test_what_a_release_shipped_need_not_be_learned(
    place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    counted("a", tmp_path / "model")
    place.parent.rename(tmp_path / "shipped")
    monkeypatch.setenv(kept_folder.SHIPPED, str(tmp_path / "shipped"))
    assert [counted("a", tmp_path / "model"), counted("b", tmp_path / "model")] == [0, 1]
    (tmp_path / "shipped" / "names" / "a" / "second").write_bytes(b"2")
    assert counted("a", tmp_path / "model") == 1


def test_where_nothing_can_be_written_it_learns_all_the_same(place: Path, tmp_path: Path) -> None:
    place.parent.write_text("no folder")
    assert [counted("a", tmp_path / "model") for _ in range(2)] == [1, 1]


def test_nothing_is_kept_where_no_place_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(kept_folder.HEADS, raising=False)
    assert [counted("a", tmp_path / "model") for _ in range(2)] == [1, 1]


def test_a_digest_is_of_all_that_is_told() -> None:
    texts = ["牛肉面", "\ud83d", ("面",)]
    digests = {digest_of(text, place) for text in texts for place in (1, 2)}
    assert len(digests) == 6
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
