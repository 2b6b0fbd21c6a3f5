"""Orders at the desk: looking one up, all that happened to it, and giving money back."""

from desk.pages.orders import reading, refunding
from desk.pages.orders.area import area

__all__ = ["area", "reading", "refunding"]
