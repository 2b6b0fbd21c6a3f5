"""What everything that answers JSON over HTTP has in common."""
