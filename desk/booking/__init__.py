"""Rooms, courts and halls: the day by resource, closures, and what waits for a yes."""
