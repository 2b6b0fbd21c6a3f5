"""Events of what outlets sell."""

from services.events.base import Event


class ItemBackInStock(Event):
    """What was sold out can be had again, however it came back."""

    type = "item.back_in_stock"

    item_id: int
    item_code: str
    outlet: str
    name_zh: str
    name_en: str
    stock: int | None
    """Pieces; None without a limit."""

    @property
    def subject(self) -> str:
        return f"item:{self.item_id}"
