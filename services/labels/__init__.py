"""Labels that staff put on tickets and conversations, and views that they keep."""
