"""Quotes: what chargeable work on a ticket would cost, and the tenant's yes or no to it."""
