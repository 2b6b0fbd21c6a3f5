"""Where the settings begin."""
