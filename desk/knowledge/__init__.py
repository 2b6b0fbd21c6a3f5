"""The standing answers that tenants are given."""
