"""Companies' accounts: limits, people, what waits for a manager, and the statement of a month."""

from desk.accounting import answering, companies, people, reconciliation, statement
from desk.accounting.area import area

areas = (reconciliation.area, area)
"""The days first: beside a company's number theirs is a word."""

__all__ = ["answering", "areas", "companies", "people", "reconciliation", "statement"]
