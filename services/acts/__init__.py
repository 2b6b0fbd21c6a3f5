"""What a message does: acts, what a clerk knows when it comes, and which thing each act is on."""
