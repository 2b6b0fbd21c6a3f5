"""Tickets: the board, one ticket's page, and an engineer's own work."""

from desk.tickets import acting, creating, pictures, reading, working
from desk.tickets.area import area

__all__ = ["acting", "area", "creating", "pictures", "reading", "working"]
