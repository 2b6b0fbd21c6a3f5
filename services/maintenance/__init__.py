"""Planned maintenance: rhythms, and the tickets that they open."""
