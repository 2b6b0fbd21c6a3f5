"""What a second reader points at, as questions to the tenant."""
