"""A figure may fall by half a point, and must go on being measured."""

from pathlib import Path

from bot.tools import baseline


def test_half_a_point_is_allowed_and_more_is_not() -> None:
    before = {"accuracy": 95.2, "faq": 94.8, "plate": 100.0}
    assert baseline.fallen(before, {"accuracy": 94.7, "faq": 96.0, "plate": 100.0}) == []
    assert baseline.fallen(before, {"accuracy": 94.6, "faq": 96.0, "plate": 87.5}) == [
        "accuracy",
        "plate",
    ]


def test_a_figure_that_is_no_longer_measured_has_fallen() -> None:
    assert baseline.fallen({"faq": 94.8}, {}) == ["faq"]


def test_a_new_figure_has_nothing_to_fall_from() -> None:
    assert baseline.fallen({}, {"faq": 10.0}) == []


def test_what_is_accepted_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert baseline.read(path) == {}
    baseline.write(path, {"accuracy": 95.2})
    assert baseline.read(path) == {"accuracy": 95.2}


def test_the_table_shows_both_and_marks_a_drop() -> None:
    rows = list(baseline.table({"accuracy": 95.2, "gone": 1.0}, {"accuracy": 90.0, "new": 3.0}))
    assert rows[1].split() == ["accuracy", "95.2", "90.0", "-5.2", "<<", "too", "low"]
    assert rows[2].split() == ["new", "–", "3.0"]
    assert rows[3].split() == ["gone", "1.0", "–", "<<", "too", "low"]
