"""Danger in a message: whether a person must come now, how sure that is, and of what kind."""
