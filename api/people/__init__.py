"""Who somebody is: signing in, wishes, everything that is held of them."""
