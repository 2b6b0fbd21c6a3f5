"""A figure, its target, and the table of them."""

from bench.figures import Better, Figure
from bench.machine import figure_json
from bench.table import table


def figure(value: float, target: float | None, better: Better = "lower") -> Figure:
    return Figure("p95", value, "ms", "a stopwatch", 100, target, better)


def test_a_figure_passes_on_the_right_side_of_its_target() -> None:
    assert figure(100, 100).passed is True
    assert figure(101, 100).passed is False
    assert figure(101, 100, "higher").passed is True
    assert figure(99, 100, "higher").passed is False
    assert figure(99, None).passed is None


def test_the_table_says_what_missed() -> None:
    lines = table([("desk", figure(300, 250)), ("desk", figure(1, 2))]).splitlines()
    assert lines[1] == "desk"
    assert lines[2].split() == ["p95", "300", "ms", "≤", "250", "ms", "MISS"]
    assert lines[3].endswith("pass")


def test_json_keeps_how_it_was_measured() -> None:
    written = figure_json("desk", figure(1.23456, 2))
    assert written["value"] == 1.235
    assert (written["measure"], written["passed"], written["samples"]) == ("desk", True, 100)
    assert written["how"] == "a stopwatch"
