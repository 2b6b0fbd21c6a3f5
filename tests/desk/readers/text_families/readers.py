"""Keys that code or a template puts together from a code."""

from desk.readers.settings import HIDDEN, SENT
from services.readers.settings import MODES
from services.readers.vocabulary import BY_DO

FAMILIES: dict[str, set[str]] = {
    "readers-mode-": set(MODES),
    "readers-sent-": set(SENT),
    "readers-hidden-": set(HIDDEN),
    "readers-does-": set(BY_DO),
    "readers-error-": {"agrees"},
}
