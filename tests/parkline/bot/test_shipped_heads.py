"""A release ships what was learned of the marked lines; a training from nothing finds it there."""

from pathlib import Path

import pytest

from parkline.bot import shipped_heads


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "shipped"
    monkeypatch.setattr(shipped_heads, "SHIPPED", place)
    return place


def kept(tmp_path: Path, digest: str) -> Path:
    folder = tmp_path / "kept"
    (folder / digest).mkdir(parents=True)
    (folder / digest / "reading.npz").write_text(digest)
    return folder


def test_the_one_that_was_learned_last_takes_the_place_of_all_before(
    tmp_path: Path, shipped: Path
) -> None:
    (shipped / "older" / "digest").mkdir(parents=True)
    target = shipped_heads.ship(kept(tmp_path, "d1"), "code1")
    assert target == shipped / "code1" / "d1"
    assert [one.relative_to(shipped).as_posix() for one in shipped.rglob("*.npz")] == [
        "code1/d1/reading.npz"
    ]


def test_nothing_is_shipped_where_nothing_was_learned(tmp_path: Path, shipped: Path) -> None:
    (shipped / "older").mkdir(parents=True)
    with pytest.raises(FileNotFoundError, match="train first"):
        shipped_heads.ship(tmp_path / "nowhere", "code1")
    assert (shipped / "older").exists()
