"""The manager's page: figures of a period, charts, and the same numbers as CSV."""

from desk.reports.page import area

__all__ = ["area"]
