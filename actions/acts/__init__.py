"""Acts as they come in: carried out in order, answered by one reply."""
