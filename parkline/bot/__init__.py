"""The bot of an installation: its process, its training, the knowledge it is given."""
