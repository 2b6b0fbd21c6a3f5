"""Keys that code puts together from a code of quotes."""

from services.quotes.notices import NOTICES

FAMILIES = {
    "quote-over-": {"accepted", "declined", "replaced", "replaced-gone", "expired", "withdrawn"},
    "alert-quote-": {"accepted", "declined", "expired"},
    "quote-": {name.removeprefix("quote-") for name in NOTICES.values()},
}
