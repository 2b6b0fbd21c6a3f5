"""`parkline up`: every process of an installation, started, watched and ended together."""
