"""Vendors: endpoints, keys, what was sent to them."""
