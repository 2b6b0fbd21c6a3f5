"""Lost and found, for who lost or found something."""
