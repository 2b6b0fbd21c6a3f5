"""The channels that an installation has by its settings."""
