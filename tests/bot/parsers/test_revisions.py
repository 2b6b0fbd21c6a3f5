"""What is said to be another fault than was thought, or to go into the same report."""

import pytest

from bot.components.parsers.revisions import find_revisions


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("看清楚了，是空调滴的水", ["fault"]),
        ("原来是插头松了，跟网没关系", ["fault"]),
        ("turns out it was the projector", ["fault"]),
        ("No leak at all, just a bucket", ["fault"]),
        ("墙角也有，写在同一张单上", ["report"]),
        ("the window too, put it on the same ticket", ["report"]),
        ("送到原来的地方", []),
        ("空调又坏了", []),
        ("another lamp is out", []),
    ],
)
def test_what_a_report_turns_out_to_be(text: str, values: list[str]) -> None:
    assert [one.value for one in find_revisions(text)] == values
