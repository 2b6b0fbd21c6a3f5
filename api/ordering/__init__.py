"""Carts and orders, and the company's account."""
