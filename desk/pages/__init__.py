"""The areas of the desk: each module has an `area`, registered in desk.app."""
