"""Keys that code puts together from a code."""

from services.readers.vocabulary import BY_DO

FAMILIES: dict[str, set[str]] = {"reader-does-": set(BY_DO)}
