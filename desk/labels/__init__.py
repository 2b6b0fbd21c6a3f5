"""Labels: what they are called, and what they stand on."""
