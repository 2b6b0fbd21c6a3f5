"""Conversations played with acts written by hand: what executors do, without a reader.

`python -m bench.acts TASKS ACTS [ID…]`
"""
