"""The JSON API of the mini-app."""
