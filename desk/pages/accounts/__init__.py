"""Companies' accounts: limits, people, what waits for a manager, and the statement of a month."""

from desk.pages.accounts import answering, companies, people, reconciliation, statement
from desk.pages.accounts.area import area

areas = (reconciliation.area, area)
"""The days first: beside a company's number theirs is a word."""

__all__ = ["answering", "areas", "companies", "people", "reconciliation", "statement"]
