"""The settings, keys made of their secrets, and ports."""
