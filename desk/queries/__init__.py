"""What pages read: one module an area."""
