"""Keys that code puts together from a code of quotes."""

FAMILIES = {
    "quote-over-": {"accepted", "declined", "replaced", "expired", "withdrawn"},
    "alert-quote-": {"accepted", "declined", "expired"},
}
