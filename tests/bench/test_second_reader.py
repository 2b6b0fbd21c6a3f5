"""The table of what a second reader costs a turn."""

from bench.second_reader import WAYS, Took, table


def test_ratios_are_of_neighbours_in_a_round() -> None:
    slow = {way.name: Took(200.0 if way.beside is None else 300.0, 1) for way in WAYS}
    quick = {way.name: Took(20.0 if way.beside is None else 30.0, 0) for way in WAYS}
    lines = table([slow, quick, slow]).splitlines()
    assert len(lines) == 1 + len(WAYS)
    assert lines[1].split()[-2:] == ["2", "200.0"]
    assert lines[2].split()[-4:] == ["2", "300.0", "100.0", "1.500"]
