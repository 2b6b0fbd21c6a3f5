"""The demo park itself."""
