"""What every package of services uses, and what knows none of them."""
