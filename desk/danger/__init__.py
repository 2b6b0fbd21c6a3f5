"""Danger: the page of what was heard, marks of it, and the banner of what nobody has taken."""

from desk.danger import calling, marking, reading
from desk.danger.area import area

__all__ = ["area", "calling", "marking", "reading"]
