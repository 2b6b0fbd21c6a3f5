"""The second reader at the desk: the park's switch, and what the model said and cost."""
