"""What hours of rooms and courts cost, and the orders by which they are paid."""
