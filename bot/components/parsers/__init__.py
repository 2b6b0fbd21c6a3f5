"""Rules that read one message: pure functions, no Rasa, Python 3.10 and later."""
