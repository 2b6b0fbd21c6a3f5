"""What the bot has to know of a park, and what staff taught it."""
