"""What runs: the gateway, the worker, and what each is given."""
