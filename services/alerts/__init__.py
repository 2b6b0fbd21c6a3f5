"""Alerts of single people of staff: whom an event concerns, on pages and in browsers."""
