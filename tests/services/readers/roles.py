"""Who looks at the second reader, and who has its switch."""

ROLES = {"manager": {"readers.read"}, "operator": {"readers.read", "operate.reader"}}
