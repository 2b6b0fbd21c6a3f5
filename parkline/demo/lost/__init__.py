"""Lost property of the demo park."""
