"""How well messages are read: the acts that the bot makes of conversations, beside acts that people
wrote down for them."""
