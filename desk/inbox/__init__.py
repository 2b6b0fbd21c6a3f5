"""The inbox: conversations that people watch, take and answer."""

from desk.inbox import acting, canned, helping, reading
from desk.inbox.area import area

__all__ = ["acting", "area", "canned", "helping", "reading"]
