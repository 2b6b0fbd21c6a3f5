"""How long somebody wants something, said bare."""

import pytest

from times.lengths import lasting


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("下午3点两个小时", 120),
        ("一个半小时", 90),
        ("at 3 for two hours", 120),
        ("90 minutes", 90),
        ("推迟30分钟", None),
        ("in two hours", None),
        ("两天", None),
        ("下午3点", None),
    ],
)
def test_a_bare_length_counts_unless_it_moves_something_or_counts_from_now(
    text: str, minutes: int | None
) -> None:
    assert lasting(text) == minutes
