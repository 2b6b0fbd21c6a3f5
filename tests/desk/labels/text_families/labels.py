"""Keys that code or a template puts together from a code."""

from services.labels.labels import TONES

FAMILIES: dict[str, set[str]] = {
    "labels-tone-": set(TONES),
    "labels-error-": {"name-zh", "name-en", "labels"},
}
