"""Which words of a message say which value, and what the message does with it."""
