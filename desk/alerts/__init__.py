"""Alerts on every page: what concerns whoever is signed in, with a sound, a count and a push."""
