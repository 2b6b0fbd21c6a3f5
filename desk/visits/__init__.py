"""Visitors at reception: who comes today, one visit, walk-ins, badges, and who is not let in."""
