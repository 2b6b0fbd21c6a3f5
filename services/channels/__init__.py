"""The ways in and out: deliveries, what waits to be sent, and whether somebody can be reached."""
