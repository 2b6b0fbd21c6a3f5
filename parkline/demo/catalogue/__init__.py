"""What the demo park sells."""
