"""What can be booked in the demo park."""
