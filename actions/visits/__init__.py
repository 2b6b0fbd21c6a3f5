"""Registering guests, and answering for them."""
