"""The vendor API and the webhooks, described."""
