"""Danger: what was heard and answered, who has taken it, and what is learned of it."""
