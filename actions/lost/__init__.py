"""Lost and found in the conversation: reporting, asking, claiming, withdrawing."""
