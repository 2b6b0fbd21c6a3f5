"""A release ships what was learned of lines; a training from nothing finds it there."""

from pathlib import Path

import pytest

from bot.components.training import ruled
from parkline.bot import shipped_heads


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "shipped"
    monkeypatch.setattr(shipped_heads, "SHIPPED", place)
    return place


def put(folder: Path, *parts: str) -> Path:
    """A file for each of these parts, with its path in it."""
    for part in parts:
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        (folder / part).write_text(f"{folder.name}/{part}")
    return folder


def files(folder: Path) -> dict[str, str]:
    found = [one for one in folder.rglob("*") if one.is_file()]
    return {one.relative_to(folder).as_posix(): one.read_text() for one in found}


def test_what_was_learned_last_takes_the_place_of_all_before(tmp_path: Path, shipped: Path) -> None:
    put(shipped, "older/reading/d0/reading.npz", "code1/reading/d0/reading.npz")
    kept = put(
        *(tmp_path / "kept", "reading/d1/reading.npz", "danger/fit.npz"),
        *("names/d1/names.crfsuite", "goes_on/d1/goes_on.npz", "danger-model/d1/danger.npz"),
        "ruled.json.gz",
    )
    assert shipped_heads.ship(kept, "code1") == shipped / "code1"
    assert files(shipped) == {
        "code1/reading/d1/reading.npz": "kept/reading/d1/reading.npz",
        "code1/names/d1/names.crfsuite": "kept/names/d1/names.crfsuite",
        "code1/goes_on/d1/goes_on.npz": "kept/goes_on/d1/goes_on.npz",
        "code1/ruled.json.gz": "kept/ruled.json.gz",
        "danger/fit.npz": "kept/danger/fit.npz",
    }


def test_a_part_that_was_not_learned_again_stays(tmp_path: Path, shipped: Path) -> None:
    put(shipped, "code1/reading/d0/reading.npz", "danger/fit.npz")
    shipped_heads.ship(put(tmp_path / "a" / "kept", "danger/fit.npz"), "code1")
    assert files(shipped) == {
        "code1/reading/d0/reading.npz": "shipped/code1/reading/d0/reading.npz",
        "danger/fit.npz": "kept/danger/fit.npz",
    }
    shipped_heads.ship(put(tmp_path / "b" / "again", "reading/d1/reading.npz"), "code2")
    assert files(shipped) == {
        "code2/reading/d1/reading.npz": "again/reading/d1/reading.npz",
        "danger/fit.npz": "kept/danger/fit.npz",
    }


def test_nothing_is_shipped_where_nothing_was_learned(tmp_path: Path, shipped: Path) -> None:
    (shipped / "older").mkdir(parents=True)
    with pytest.raises(FileNotFoundError, match="train first"):
        shipped_heads.ship(tmp_path / "nowhere", "code1")
    assert (shipped / "older").exists()


def test_what_rules_found_is_kept_under_the_name_that_is_shipped() -> None:
    assert shipped_heads.RULED == ruled.FILE
