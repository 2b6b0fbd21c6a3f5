"""Reads calendars of other programs by their addresses."""
