"""Tickets: what staff have to do, by when, and pictures of it."""
