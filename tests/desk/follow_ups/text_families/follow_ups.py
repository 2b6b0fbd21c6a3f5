"""Keys that code puts together from a code."""

FAMILIES: dict[str, set[str]] = {"follow-ups-error-": {"due", "text"}}
