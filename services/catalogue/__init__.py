"""What is sold: outlets, items, options, stock and the hours of each."""
