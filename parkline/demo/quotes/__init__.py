"""What work costs in the demo park."""
