"""Orders at the desk: looking one up, all that happened to it, and giving money back."""

from desk.ordering import reading, refunding
from desk.ordering.area import area

__all__ = ["area", "reading", "refunding"]
