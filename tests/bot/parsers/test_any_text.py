"""Whatever is written, every finder answers, and with spans of the text itself."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.components.parsers.answers import find_answers
from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.options import find_options
from bot.components.parsers.order_lines import annotate
from bot.components.parsers.payment import find_payment
from bot.components.parsers.phones import find_phones
from bot.components.parsers.places import find_places
from bot.components.parsers.plates import find_half_plates, find_plates
from bot.components.parsers.quantities import find_quantities
from bot.components.parsers.references import find_references
from bot.components.parsers.remarks import find_remarks
from bot.components.parsers.repairs import find_coming, find_repair, find_request
from bot.components.parsers.spans import Span
from bot.components.parsers.times import find_times
from bot.components.parsers.visits import otherwise_named

NOW = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
PIECES = [
    "两份", "牛肉面", "牛柔面", "不要辣", "可乐", "换成", "明天", "下午", "三点", "24点", "0点", "12:60", "2月30日", "99号", "A座", "3楼", "301", "京A12345", "·", "各一份", "到", "-",
    " beef noodels ", " a ", " at ", " 99 ", "13800138000", "O-7K3M9Q", "半", "打", "零", "十", "，", "x", "２", "🍜", "\u200b", "麵", "差", "分", " to ", "一百", "next ", "mon ", "下周",
    "9999", "th ", "jan ", "31", "/", "冒烟", "half past ", "dozen", "过", "小时后", "个", "不要", "改成", "挂公司账", "on the company account", "微信",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
FINDERS: dict[str, Callable[[str, Knowledge], list[Span]]] = {
    "times": lambda text, _: find_times(text, NOW),
    "quantities": lambda text, _: find_quantities(text),
    "plates": lambda text, _: find_plates(text),
    "half plates": lambda text, _: find_half_plates(text),
    "answers": lambda text, _: find_answers(text),
    "remarks": lambda text, _: find_remarks(text),
    "coming": lambda text, _: find_coming(text),
    "request": lambda text, _: find_request(text, ()),
    "names": lambda text, _: otherwise_named(text, (), asked=True),
    "phones": lambda text, _: find_phones(text),
    "references": lambda text, _: find_references(text),
    "payment": lambda text, _: find_payment(text),
    "repairs": lambda text, _: find_repair(text),
    "places": lambda text, knowledge: find_places(text, knowledge.buildings, expecting=True),
    "anywhere": lambda text, _: find_places(text, ()),
    "options": lambda text, knowledge: find_options(text, knowledge.options),
    "catalogue": lambda text, knowledge: knowledge.catalogue.find(text),
    "annotate": lambda text, knowledge: annotate(text, NOW, knowledge),
}


@pytest.mark.parametrize("name", FINDERS)
@given(text=TEXTS)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_spans_are_stretches_of_the_text(name: str, text: str, knowledge: Knowledge) -> None:
    for span in FINDERS[name](text, knowledge):
        assert 0 <= span.start < span.end
        assert span.text == text[span.start : span.end] != ""


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize(
    "piece", ["牛肉面", "beef ", "一", "1", "a ", "京A1", "不要", "-", "x2 ", "麵", "三点到"]
)
def test_ten_thousand_characters_take_bounded_time(
    name: str, piece: str, knowledge: Knowledge
) -> None:
    begun = time.perf_counter()
    FINDERS[name](piece * (10_000 // len(piece)), knowledge)
    assert time.perf_counter() - begun < 1.5
