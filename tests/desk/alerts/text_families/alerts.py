"""Keys that code or a template puts together from a code."""

FAMILIES: dict[str, set[str]] = {}
