"""Rules that operators write without code: when something happens and this holds of it, do that.

Domains say which of their events may start a rule, what may be asked of them, and what may be done.
"""
