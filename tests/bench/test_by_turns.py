"""What a message costs in two checkouts: by turns, and in words."""

import sys
from pathlib import Path

import pytest

from bench import by_turns
from bench.by_turns import table

BEFORE = [
    {"bot": 10.0, "gateway": 20.0},
    {"bot": 20.0, "gateway": 40.0},
    {"bot": 11.0, "gateway": 21.0},
]
NOW = [
    {"bot": 9.0, "gateway": 20.0},
    {"bot": 18.0, "gateway": 40.0},
    {"bot": 16.5, "gateway": 21.0},
]


def test_a_burst_is_compared_with_its_neighbour_and_the_middle_one_counts() -> None:
    said = {line.split()[0]: line.split()[1:] for line in table(BEFORE, NOW).splitlines()[1:]}
    assert said == {
        "bot": ["11.00", "16.50", "0.900"],
        "gateway": ["21.00", "21.00", "1.000"],
        "all": ["32.00", "37.50", "0.967"],
    }


def test_what_costs_nothing_before_and_now_is_the_same() -> None:
    idle = [{"valkey": 0.0}]
    assert table(idle, idle).splitlines()[1].split() == ["valkey", "0.00", "0.00", "1.000"]


CHILD = """
import json, os, sys
from pathlib import Path
print("{}", flush=True)
for number, _ in enumerate(sys.stdin):
    with (Path.cwd().parent / "log").open("a") as log:
        log.write(Path.cwd().name + str(number) + " ")
    if Path.cwd().name == "broken":
        sys.exit(1)
    print(json.dumps({sys.argv[1]: number}), flush=True)
"""


@pytest.fixture
def checkouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three of them, whose bursts cost what number they have."""
    child = tmp_path / "child.py"
    child.write_text(CHILD)
    monkeypatch.setattr(by_turns, "CHILD", child)
    for name in ("a", "b", "broken"):
        python = tmp_path / name / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)
    return tmp_path


def test_bursts_go_by_turns_and_each_pair_is_told_but_for_the_one_that_warms_up(
    checkouts: Path,
) -> None:
    pairs = by_turns.by_turns("turns", checkouts / "a", checkouts / "b", bursts=2)
    told = [(list(before), list(now)) for before, now in pairs]
    one, two = {"turns": 1}, {"turns": 2}
    assert told == [([one], [one]), ([one, two], [one, two])]
    assert (checkouts / "log").read_text().split() == ["a0", "b0", "a1", "b1", "a2", "b2"]


def test_a_checkout_that_ends_is_said_and_takes_the_other_down(checkouts: Path) -> None:
    with pytest.raises(RuntimeError, match="ended"):
        list(by_turns.by_turns("turns", checkouts / "a", checkouts / "broken", bursts=2))
