"""What the demo park answers."""
