"""Rules that operators write without code."""
