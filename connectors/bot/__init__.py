"""The bot as our processes see it: whose turn it is, and what it is told and says."""
