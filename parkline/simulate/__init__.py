"""Other people's platforms, for those who have no account there.

Each is written as a third party: it knows what the platform documents, and nothing of our code.
"""
