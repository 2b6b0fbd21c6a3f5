"""Planned maintenance: its calendar, its plans, and what tickets say of them."""
