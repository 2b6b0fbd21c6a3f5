"""Something is well again and something else is broken: two requests."""

import pytest

from bot.components.parsers.repairs import find_repair
from bot.components.segments import candidates


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("空调好了不用来了，但是灯坏了", "灯坏了"),
        ("水龙头不漏了，取消吧，不过插座没电了", "插座没电了"),
        (
            "the air con works again, no need to come, but the light is broken",
            "the light is broken",
        ),
        ("cancel the light, it's fine now. But the tap is leaking", "the tap is leaking"),
    ],
)
def test_what_broke_instead_stands_alone(text: str, broken: str) -> None:
    entities = [
        {"entity": one.entity, "value": one.value, "start": one.start, "end": one.end}
        for one in find_repair(text)
    ]
    last = candidates(text, entities)[-1]
    assert text[last.start : last.end].strip(" .") == broken


@pytest.mark.parametrize(
    "text", ["空调坏了，但是不急", "空调不好了，但是灯没事", "the light is broken but no rush"]
)
def test_one_fault_stays_one(text: str) -> None:
    assert len(candidates(text, [])) == 1
