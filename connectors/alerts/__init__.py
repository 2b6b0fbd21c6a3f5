"""Ways by which alerts of staff leave us: pushes to browsers, and a bridge to phones."""
