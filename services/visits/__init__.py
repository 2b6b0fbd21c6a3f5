"""Guests: who may host them, their passes, the gates, and forgetting them."""
