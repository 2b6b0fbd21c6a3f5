"""A park of one's own: made by questions or a file, kept as a file."""
