"""The park's calendar and what it announces."""
