"""Networks of parks: what each has published, copies of what others have, and introductions."""
