"""The park: its first page, its buildings, what it announces."""
