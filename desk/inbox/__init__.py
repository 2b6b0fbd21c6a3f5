"""The inbox: conversations that people watch, take and answer."""
