"""Quotas: how much of the installation each park may use, and who hears when that is reached."""
