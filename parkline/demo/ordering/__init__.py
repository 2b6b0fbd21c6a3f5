"""Where the demo's orders are brought to."""
