alert-rule-stopped = A rule acted far too often and was switched off
