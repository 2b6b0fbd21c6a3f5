"""Accounts of companies, and the books that have to agree with the banks."""
