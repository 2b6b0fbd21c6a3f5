"""The audit log: who changed what, and who looked at whose data."""
