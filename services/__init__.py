"""The rules. Knows models only: no HTTP, no Rasa, no channel. Flushes, never commits."""
