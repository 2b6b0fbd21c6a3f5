"""The demo's desk."""
