"""From "two noodles" to an order that is placed, tracked, changed and paid for."""
