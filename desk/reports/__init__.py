"""The manager's page: figures of a period, charts, and the same numbers as CSV."""
