"""Who works at the desk, with which roles and when."""
