"""What happened: stored in the transaction that did it, and followed by jobs afterwards."""
