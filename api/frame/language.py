"""In which of our languages a request wants to be answered."""

from edge.languages import accepted

__all__ = ["accepted"]
