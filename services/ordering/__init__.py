"""An order, from a cart until it is served and paid for."""
