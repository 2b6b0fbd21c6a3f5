"""What somebody typed, in a form that Rasa cannot take for a command."""

from __future__ import annotations


def as_plain_text(text: str) -> str:
    """Typed text whose first visible character is not a slash.

    Rasa takes any message that starts with "/" after strip() for a command. The full-width slash is
    the same to a reader and, after NFKC, to the pipeline; offsets stay as they are.
    """
    stripped = text.strip()
    return "／" + stripped[1:] if stripped.startswith("/") else stripped
