"""Fine-tunes the encoder that the bot ships, at a release: see docs/reference/encoder.md."""
