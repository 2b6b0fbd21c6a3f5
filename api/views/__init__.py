"""Rows as the API shows them, in the caller's language."""
