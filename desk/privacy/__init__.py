"""How long what the park holds of people is kept."""
