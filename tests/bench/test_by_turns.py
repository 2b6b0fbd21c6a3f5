"""What a message costs in two checkouts, in words."""

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
