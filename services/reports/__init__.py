"""What a manager reads of a park: each figure counted within a Period, in the park's time zone."""
