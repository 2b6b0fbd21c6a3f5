"""Companies' accounts: limits, people, what waits for a manager, and the statement of a month."""
