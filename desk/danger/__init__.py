"""Danger: the page of what was heard, marks of it, and the banner of what nobody has taken."""
