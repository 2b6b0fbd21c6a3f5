"""The page at the door of a room that is booked by the hour."""
