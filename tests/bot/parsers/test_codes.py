"""Plates, phones and our own numbers."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import pytest

from bot.components.parsers.phones import find_phones
from bot.components.parsers.plates import find_half_plates, find_plates
from bot.components.parsers.references import find_references


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("京A12345", "京A12345"), ("京A·12345", "京A12345"), ("车牌沪 a d12345", "沪AD12345"), ("粤B12345D", "粤B12345D"), ("粤BF12345", "粤BF12345"),
        ("苏E.F1Q34", "苏EF1Q34"), ("京A 8 8 8 8 8", "京A88888"), ("浙A 123 45", "浙A12345"), ("京A12345D座", "京A12345"), ("蘇E12345", "苏E12345"),
        ("京Ａ１２３４５", "京A12345"), ("川a-12345，下午到", "川A12345"),
    ],
)  # fmt: skip
def test_a_plate(text: str, plate: str) -> None:
    assert [span.value for span in find_plates(text)] == [plate]


@pytest.mark.parametrize(
    "text",
    [
        "京A1234",
        "京A123456",
        "京AI2345",
        "京ABCDEF",
        "A12345",
        "京A座301",
        "粤B12345E",
        "新A座12345",
    ],
)
def test_a_near_miss_is_no_plate(text: str) -> None:
    assert find_plates(text) == []


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("138 0013 8000", "13800138000"), ("138-0013-8000", "13800138000"), ("+86 13800138000", "13800138000"), ("电话13800138000，谢谢", "13800138000"),
        ("010-12345678", "01012345678"), ("(021)5555 6666", "02155556666"), ("幺三八零零幺三八零零零", "13800138000"), ("13800138000 2份", "13800138000"),
    ],
)  # fmt: skip
def test_a_phone(text: str, phone: str) -> None:
    assert [span.value for span in find_phones(text)] == [phone]


@pytest.mark.parametrize(
    "text", ["138001380001", "1380013800", "12800138000", "1380013800 2份", "A座1301"]
)
def test_no_phone(text: str) -> None:
    assert find_phones(text) == []


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("O-7K3M9Q到哪了", "order_no", "O-7K3M9Q"), ("t7k3m9q", "ticket_no", "T-7K3M9Q"), ("v–7k3m9q", "visit_no", "V-7K3M9Q"), ("订单O7K3M9Q", "order_no", "O-7K3M9Q"),
        ("O-ABCDEF", "order_no", "O-ABCDEF"), ("order o-abcdef", "order_no", "O-ABCDEF"), ("0-7k3m9q", "order_no", "O-7K3M9Q"),
    ],
)  # fmt: skip
def test_a_reference(text: str, entity: str, value: str) -> None:
    assert [(span.entity, span.value) for span in find_references(text)] == [(entity, value)]


@pytest.mark.parametrize(
    "text",
    ["v-shaped table", "theatre", "t-shirts", "O-7K3M9", "O-7K3M9QX", "O-7K3MIL", "hello-7k3m9q"],
)
def test_no_reference(text: str) -> None:
    assert find_references(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("车牌粤B1234", ["粤B1234"]),
        ("车牌号是 A8K", []),
        ("plate is abc12", ["ABC12"]),
        ("粤B12345", []),
        ("房间1204", []),
    ],
)
def test_what_is_said_for_a_plate_and_is_half_of_one(text: str, value: list[str]) -> None:
    assert [span.value for span in find_half_plates(text)] == value
