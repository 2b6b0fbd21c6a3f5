"""Asks a large language model behind an OpenAI-compatible endpoint to read a message again."""
