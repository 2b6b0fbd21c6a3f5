audit-command-line = Command line
