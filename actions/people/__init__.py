"""Linking channels, and belonging to a company."""
