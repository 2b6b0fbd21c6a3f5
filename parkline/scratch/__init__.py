"""A park for one conversation in the terminal, which is gone afterwards."""
