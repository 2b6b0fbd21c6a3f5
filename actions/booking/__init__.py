"""Rooms, courts and halls by chat: what is free, booking, what one has, giving up."""
