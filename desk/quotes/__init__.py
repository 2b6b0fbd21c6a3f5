"""Who pays for work on a ticket, and quotes for what its tenant pays."""
