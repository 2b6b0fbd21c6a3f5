"""Orders in words that chat, notices and desk share."""

from models.ordering import Order


def items_text(order: Order, language: str) -> str:
    """All lines on one line: 牛肉面×2、豆浆×1."""
    if language == "zh":
        return "、".join(f"{line.name_zh}×{line.quantity}" for line in order.lines)
    return ", ".join(f"{line.quantity} × {line.name_en}" for line in order.lines)
