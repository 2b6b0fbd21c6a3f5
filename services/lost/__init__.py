"""Lost and found: reports, what may be the same thing, and handing it back to its owner."""
