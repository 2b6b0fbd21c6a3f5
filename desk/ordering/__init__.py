"""Orders at the desk: looking one up, all that happened to it, and giving money back."""
