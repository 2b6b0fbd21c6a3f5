"""Which day `parkline payments reconcile` compares."""

from datetime import UTC, date, datetime

import pytest
import typer

from parkline.payments.commands import _day

LATE = datetime(2026, 12, 2, 17, 30, tzinfo=UTC)
"""Half past one of the third, in China."""


def test_a_day_is_said_or_is_yesterday_by_chinas_clock() -> None:
    assert _day("2026-11-30", LATE) == date(2026, 11, 30)
    assert _day("yesterday", LATE) == date(2026, 12, 2)
    with pytest.raises(typer.BadParameter, match="yesterday"):
        _day("tomorrow", LATE)
