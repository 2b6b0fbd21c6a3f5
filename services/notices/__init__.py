"""What people and staff are told unasked."""
