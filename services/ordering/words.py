"""Orders in words that chat, notices and desk share."""

from collections.abc import Iterable
from typing import Protocol

from models.ordering import Order


class Named(Protocol):
    name_zh: str
    name_en: str


def items_text(order: Order, language: str) -> str:
    """All lines on one line: 牛肉面×2、豆浆×1."""
    return pieces_text([(line, line.quantity) for line in order.lines], language)


def pieces_text(pieces: Iterable[tuple[Named, int]], language: str) -> str:
    """The same of anything that has names."""
    if language == "zh":
        return "、".join(f"{one.name_zh}×{quantity}" for one, quantity in pieces)
    return ", ".join(f"{quantity} × {one.name_en}" for one, quantity in pieces)
