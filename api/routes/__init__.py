"""The areas of the API: what may be asked, and which service does it."""
