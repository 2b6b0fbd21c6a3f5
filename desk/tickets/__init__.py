"""Tickets: the board, one ticket's page, and an engineer's own work."""
