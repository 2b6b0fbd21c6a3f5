"""A change by every route of the settings of lost property."""

EXAMPLES = {"/operate/lost": {"unclaimed_days": "45"}}
