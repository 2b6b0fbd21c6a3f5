"""Tenants: what is known of somebody, and everything that they had."""
