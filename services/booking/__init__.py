"""Rooms, courts, halls and equipment, booked by the hour."""
