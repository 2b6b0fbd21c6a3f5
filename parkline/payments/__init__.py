"""The payment methods that an installation has by its settings."""
