"""Quotes in the chat: a yes or a no to what work would cost."""
