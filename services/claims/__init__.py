"""Claims: exclusive time on things, which the database keeps from overlapping."""
