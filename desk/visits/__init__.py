"""Visitors at reception: who comes today, one visit, walk-ins, badges, and who is not let in."""

from desk.visits import acting, badge, blocks, people, reading, walk_in
from desk.visits.area import area

__all__ = ["acting", "area", "badge", "blocks", "people", "reading", "walk_in"]
