"""Messages that the bot has misread: marked in the inbox, reviewed in the settings."""
