"""Commands of an operator: what they change, keep, and look at."""
