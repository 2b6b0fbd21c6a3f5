"""Allowances: guarded sums by company or person and period."""
