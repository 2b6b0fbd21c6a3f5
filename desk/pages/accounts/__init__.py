"""Companies' accounts: limits, people, what waits for a manager, and the statement of a month."""

from desk.pages.accounts import answering, companies, people, statement
from desk.pages.accounts.area import area

__all__ = ["answering", "area", "companies", "people", "statement"]
