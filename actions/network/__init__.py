"""What other parks have, asked in the chat, and introductions."""
