"""Vendors: their endpoints and keys, and the webhooks that reach each once and in order."""
