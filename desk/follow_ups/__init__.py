"""Days on which somebody of staff wants to look at something again."""
