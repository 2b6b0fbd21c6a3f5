"""Quotas at the desk: what the park may use, and how much it does."""
