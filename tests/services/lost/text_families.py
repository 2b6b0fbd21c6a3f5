"""Keys that code puts together from a code of lost property."""

from services.lost.kinds import CATEGORIES
from services.lost.lost import CLOSED, OPEN
from services.lost.notices import NOTICES

FAMILIES = {
    "lost-category-": set(CATEGORIES),
    "lost-status-": {*OPEN, *CLOSED},
    "found-status-": {*OPEN, *CLOSED},
    "notice-lost-": set(NOTICES.values()),
}
