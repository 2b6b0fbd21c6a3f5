"""What a report says besides what is broken: where it is, and whom to call."""

from datetime import datetime

import pytest

from actions.acts.translating import description
from actions.kit.said import Said
from bot.components.parsers.asides import find_asides
from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate


def described(text: str, morning: datetime, knowledge: Knowledge) -> str:
    spans = annotate(text, morning, knowledge)
    asides = find_asides(text, spans)
    found = tuple(
        {"entity": one.entity, "start": one.start, "end": one.end, "value": one.value}
        for one in asides
    )
    return description.of(Said(text, "report_repair", 1.0, found, {}, {}))


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        (
            "A座301的空调一直滴水，电话13800138000，漏到桌子上了",
            "空调一直滴水，漏到桌子上了",
        ),
        ("空调不制冷，A座301", "空调不制冷"),
        ("我在A座501，空调坏了", "空调坏了"),
        ("B座12楼1203的门禁刷不开，请打13912345678", "门禁刷不开"),
        ("厕所堵了（B座3楼）", "厕所堵了"),
        ("会议室A301投影坏了", "会议室投影坏了"),
        (
            "The toilet in room 904 Building B 9F is blocked, my phone is 13900001111",
            "The toilet is blocked",
        ),
        ("A-301 aircon leaking", "aircon leaking"),
        (
            "The light in the corridor of Building C flickers",
            "The light in the corridor flickers",
        ),
    ],
)
def test_address_and_number_are_left_out(
    text: str, broken: str, morning: datetime, knowledge: Knowledge
) -> None:
    assert described(text, morning, knowledge) == broken


@pytest.mark.parametrize(
    "text",
    [
        *("301 and 302 are both too hot", "水从A座3楼漏到2楼", "Room 301 is too hot", "空调坏了"),
        *("靠窗的灯不亮", "A座301"),
    ],
)
def test_what_would_be_no_sentence_or_names_several_places_stays_whole(
    text: str, morning: datetime, knowledge: Knowledge
) -> None:
    assert described(text, morning, knowledge) == text
