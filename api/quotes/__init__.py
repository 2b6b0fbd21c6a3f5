"""Quotes for work on my tickets."""
