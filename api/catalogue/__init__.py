"""Outlets, and what they sell."""
