"""How a reading of a time is judged beside what was meant."""

from datetime import datetime
from typing import Any

import pytest

from bench.times import ZONE, judge
from times.reading import read

NOW = datetime(2026, 11, 27, 15, 10, tzinfo=ZONE)
"""A Friday."""


@pytest.mark.parametrize(
    ("text", "means", "verdict"),
    [
        ("明天9点", {"date": "2026-11-28", "time": "09:00"}, "right"),
        ("明天9点", {"date": "2026-11-28", "time": "10:00"}, "wrong"),
        ("明天9点", {"date": "2026-11-29", "time": "09:00"}, "wrong"),
        ("明天", {"date": "2026-11-28", "time": "09:00"}, "unread"),
        ("9点", {"date": "2026-11-28", "time": "09:00"}, "unread"),
        ("at 5", {"date": "2026-11-27", "time": "17:00"}, "right"),
        ("tomorrow at 9 and at 11", {"date": "2026-11-28", "time": "09:00"}, "wrong"),
        ("明天下午", {"date": "2026-11-28", "part": "afternoon"}, "right"),
        ("明天下午", {"date": "2026-11-28", "part": "morning"}, "wrong"),
        ("明天9点到11点", {"from": "2026-11-28T09:00", "to": "2026-11-28T11:00"}, "right"),
        ("明天9点", {"from": "2026-11-28T09:00", "to": "2026-11-28T11:00"}, "unread"),
        ("by Monday", {"to": "2026-11-30"}, "right"),
        ("before Monday", {"to": "2026-11-30"}, "wrong"),
        ("not before Monday", {"from": "2026-11-30"}, "right"),
        ("by 5pm", {"before": "17:00"}, "right"),
        ("at 5pm", {"before": "17:00"}, "unread"),
        ("下班前", {"before": "17:30"}, "right"),
        ("an hour later than planned", {"plus_minutes": 60}, "right"),
        ("an hour earlier", {"plus_minutes": 60}, "wrong"),
        ("asap", {"asap": True}, "right"),
        ("3号楼", {"none": True}, "right"),
        ("at 5", {"none": True}, "wrong"),
        ("every Friday at 3", {"every": "Fri", "time": "15:00"}, "right"),
        ("every day at 3", {"every": "Fri", "time": "15:00"}, "wrong"),
        ("Friday at 3", {"every": "Fri", "time": "15:00"}, "wrong"),
    ],
)
def test_a_reading_is_right_unread_or_wrong(text: str, means: dict[str, Any], verdict: str) -> None:
    assert judge(means, text, read(text.lower(), NOW), NOW) == verdict
