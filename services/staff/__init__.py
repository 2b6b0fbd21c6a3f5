"""Who works at the desk: accounts, roles, sessions, shifts, and what they looked at."""
