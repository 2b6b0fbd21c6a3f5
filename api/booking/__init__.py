"""Rooms, courts, halls and equipment, for who books them."""
