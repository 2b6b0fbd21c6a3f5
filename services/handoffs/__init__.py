"""Conversations that people take over from the bot, and what they need for it."""
