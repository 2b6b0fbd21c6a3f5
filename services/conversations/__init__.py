"""Conversations: what was said, whose turn it is, and words that need no bot."""
